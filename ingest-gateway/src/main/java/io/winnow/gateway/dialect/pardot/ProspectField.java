package io.winnow.gateway.dialect.pardot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields that every prospect has, in the order in which they are given. */
enum ProspectField {
  ID(Kind.NUMBER, Origin.WINNOW),
  CAMPAIGN_ID(Kind.NUMBER, Origin.CLIENT),
  SALUTATION(Kind.TEXT, Origin.CLIENT),
  FIRST_NAME(Kind.TEXT, Origin.CLIENT),
  LAST_NAME(Kind.TEXT, Origin.CLIENT),
  EMAIL(Kind.TEXT, Origin.WINNOW),
  /** Taken, never kept, and given back empty. */
  PASSWORD(Kind.TEXT, Origin.NOBODY),
  COMPANY(Kind.TEXT, Origin.CLIENT),
  WEBSITE(Kind.TEXT, Origin.CLIENT),
  JOB_TITLE(Kind.TEXT, Origin.CLIENT),
  DEPARTMENT(Kind.TEXT, Origin.CLIENT),
  COUNTRY(Kind.TEXT, Origin.CLIENT),
  ADDRESS_ONE(Kind.TEXT, Origin.CLIENT),
  ADDRESS_TWO(Kind.TEXT, Origin.CLIENT),
  CITY(Kind.TEXT, Origin.CLIENT),
  STATE(Kind.TEXT, Origin.CLIENT),
  TERRITORY(Kind.TEXT, Origin.CLIENT),
  ZIP(Kind.TEXT, Origin.CLIENT),
  PHONE(Kind.TEXT, Origin.CLIENT),
  FAX(Kind.TEXT, Origin.CLIENT),
  SOURCE(Kind.TEXT, Origin.CLIENT),
  ANNUAL_REVENUE(Kind.TEXT, Origin.CLIENT),
  EMPLOYEES(Kind.TEXT, Origin.CLIENT),
  INDUSTRY(Kind.TEXT, Origin.CLIENT),
  YEARS_IN_BUSINESS(Kind.TEXT, Origin.CLIENT),
  COMMENTS(Kind.TEXT, Origin.CLIENT),
  NOTES(Kind.TEXT, Origin.CLIENT),
  SCORE(Kind.NUMBER, Origin.CLIENT),
  GRADE(Kind.TEXT, Origin.NOBODY),
  LAST_ACTIVITY_AT(Kind.TEXT, Origin.NOBODY),
  RECENT_INTERACTION(Kind.TEXT, Origin.NOBODY),
  CRM_LEAD_FID(Kind.TEXT, Origin.NOBODY),
  CRM_CONTACT_FID(Kind.TEXT, Origin.NOBODY),
  CRM_OWNER_FID(Kind.TEXT, Origin.CLIENT),
  CRM_ACCOUNT_FID(Kind.TEXT, Origin.NOBODY),
  /** What the directory knows as its fid. */
  SALESFORCE_FID(Kind.TEXT, Origin.WINNOW),
  CRM_LAST_SYNC(Kind.TEXT, Origin.NOBODY),
  CRM_URL(Kind.TEXT, Origin.NOBODY),
  IS_DO_NOT_EMAIL(Kind.BOOLEAN, Origin.CLIENT),
  IS_DO_NOT_CALL(Kind.BOOLEAN, Origin.CLIENT),
  OPTED_OUT(Kind.BOOLEAN, Origin.CLIENT),
  IS_REVIEWED(Kind.BOOLEAN, Origin.CLIENT),
  IS_STARRED(Kind.BOOLEAN, Origin.CLIENT),
  CREATED_AT(Kind.TEXT, Origin.WINNOW),
  UPDATED_AT(Kind.TEXT, Origin.WINNOW),
  EMAIL_VERIFICATION_STATUS(Kind.TEXT, Origin.WINNOW),
  EMAIL_VERIFICATION_REASON(Kind.TEXT, Origin.WINNOW),
  EMAIL_VERIFICATION_CHECKED_AT(Kind.TEXT, Origin.WINNOW);

  /** What a value looks like. */
  enum Kind {
    /** Any text. */
    TEXT,
    /** A whole number of 64 bits. */
    NUMBER,
    /** {@code 1} or nothing in XML; true, false or null in JSON. */
    BOOLEAN
  }

  /** Where a value comes from. */
  enum Origin {
    /** Whoever writes the prospect; it is kept with the contact. */
    CLIENT,
    /** Winnow; what a client sends is passed over. */
    WINNOW,
    /** There is none, since nothing here keeps it; what a client sends is passed over. */
    NOBODY
  }

  private static final Map<String, ProspectField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ProspectField::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final Kind kind;
  private final Origin origin;

  ProspectField(Kind kind, Origin origin) {
    this.kind = kind;
    this.origin = origin;
  }

  /** The field of that name; null when it is none that every prospect has. */
  static @Nullable ProspectField named(String wireName) {
    return BY_NAME.get(wireName);
  }

  String wireName() {
    return wireName;
  }

  Kind kind() {
    return kind;
  }

  Origin origin() {
    return origin;
  }
}
