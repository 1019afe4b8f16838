package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which contacts are wanted. Numbers are compared as such, and come before other texts, which are
 * compared without regard to case.
 *
 * @param field name of one of the contact's fields, or one of those below
 * @param test how it is compared
 * @param value with what; moments are milliseconds since 1970-01-01T00:00Z
 */
public record ContactFilter(String field, Test test, String value) {
  /** The contact's id. */
  public static final String ID = "id";

  /** Its address. */
  public static final String EMAIL = "email";

  /** What another system calls it. */
  public static final String FID = "fid";

  /** When it was created, in milliseconds. */
  public static final String CREATED_AT = "created_at";

  /** When it was written last, in milliseconds. */
  public static final String UPDATED_AT = "updated_at";

  /** How a value is compared. What is not there is empty. */
  public enum Test {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    LESS;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /**
   * @throws IllegalArgumentException when something is missing
   */
  public ContactFilter {
    Component.required(field, "field");
    Component.required(test, "test");
    Component.required(value, "value");
  }
}
