package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What is asked of a job whose rows are contacts.
 *
 * @param company whether the results are to tell of the contacts' companies
 * @param form how its webhook is told
 */
public record LookupOptions(boolean company, Form form) {

  /**
   * @throws IllegalArgumentException when something is missing
   */
  public LookupOptions {
    Component.required(form, "form");
  }

  /** How a document is written. */
  public enum Form {
    JSON,
    XML;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
