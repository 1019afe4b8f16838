package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in an account's directory, as it stands now. Written by the directory's topology alone;
 * the key on the topic is {@link #key}.
 *
 * @param v version of this record's form
 * @param account whose directory
 * @param id counted from 1 in each account, never given twice
 * @param email as given, without white space around it; no other contact of the account has the
 *     same but for case
 * @param fid what another system calls the contact, such as a CRM; no other contact of the account
 *     has the same; null when there is none
 * @param fields what else is known, by name; no value is empty
 * @param createdAt by the clock of the gateway that wrote it first
 * @param updatedAt by the clock of the gateway that wrote it last; a verdict is no update
 * @param verification what is known of the email address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contact(
    int v,
    String account,
    long id,
    String email,
    @Nullable String fid,
    SortedMap<String, String> fields,
    Instant createdAt,
    Instant updatedAt,
    Verification verification) {
  public static final int VERSION = 1;

  /** Characters of an address, at most. */
  public static final int MOST_EMAIL = 255;

  /** Fields, at most. */
  public static final int MOST_FIELDS = 500;

  /** Characters of all names and values of fields together, at most. */
  public static final int MOST_CHARACTERS = 32_768;

  /**
   * @throws IllegalArgumentException when the version is unknown, something is missing or the id is
   *     not positive
   */
  public Contact {
    Component.knownVersion(v, VERSION);
    Component.required(account, "account");
    if (id < 1) {
      throw new IllegalArgumentException("field 'id' is not positive: " + id);
    }
    Component.required(email, "email");
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(Component.required(fields, "fields")));
    Component.required(createdAt, "createdAt");
    Component.required(updatedAt, "updatedAt");
    Component.required(verification, "verification");
  }

  /** The same contact, its email verified or to be verified. */
  public Contact with(Verification other) {
    return new Contact(v, account, id, email, fid, fields, createdAt, updatedAt, other);
  }

  /** The key on {@link Topics#CONTACTS}. */
  public String key() {
    return key(account, id);
  }

  /** The key of a contact on {@link Topics#CONTACTS}. */
  public static String key(String account, long id) {
    return account + "/" + id;
  }

  /** How many characters its fields have, names and values together. */
  public static int characters(Map<String, String> fields) {
    int characters = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      characters += field.getKey().length() + field.getValue().length();
    }
    return characters;
  }

  /** How many bytes it has at most as JSON, where a control character takes six. */
  public int weight() {
    return weight(fields, email, fid);
  }

  /** The same of something with these fields and texts, of which any may be null. */
  static int weight(Map<String, String> fields, @Nullable String... texts) {
    int characters = characters(fields);
    for (String text : texts) {
      characters += text == null ? 0 : text.length();
    }
    return 6 * characters + 16 * fields.size() + 500;
  }

  /** Where the verification of an address stands. */
  public enum State {
    /** The address is on its way through the pipeline. */
    PENDING,
    /** It has a verdict. */
    CHECKED,
    /** The account has no credits for it; the next write to the contact tries again. */
    NOT_PAID;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /**
   * What is known of a contact's address.
   *
   * @param round counted in each account: what comes back of another round is about another address
   * @param state where it stands
   * @param status of the verdict; null while there is none
   * @param reason of the verdict; null while there is none
   * @param checkedAt when the verdict was given; null while there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verification(
      long round,
      State state,
      @Nullable Status status,
      @Nullable Reason reason,
      @Nullable Instant checkedAt) {

    /**
     * @throws IllegalArgumentException when something is missing
     */
    public Verification {
      Component.notNegative(round, "round");
      Component.required(state, "state");
    }

    /** One that is to come. */
    public static Verification pending(long round) {
      return new Verification(round, State.PENDING, null, null, null);
    }

    /** With its verdict. */
    public Verification checked(Reason reason, Instant at) {
      return new Verification(round, State.CHECKED, reason.status(), reason, at);
    }

    /** That there are no credits for. */
    public Verification notPaid() {
      return new Verification(round, State.NOT_PAID, null, null, null);
    }
  }
}
