package io.winnow.gateway.dialect.insideview;

import io.winnow.kit.dialect.insideview.ContactIds;

/** A list of ids is not good; says so in this API's words. */
final class ListFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final String errorNumber;

  private ListFault(String errorNumber, String message) {
    super(message);
    this.errorNumber = errorNumber;
  }

  static ListFault notAnId(long line) {
    return new ListFault(
        "400-103",
        ("Illegal values for the field: line %d holds no contact id, which is %d characters of"
                + " A-Z, a-z, 0-9, - and _.")
            .formatted(line, ContactIds.LENGTH));
  }

  static ListFault noIds() {
    return new ListFault(
        "400-105", "Number of contact ids should not be less than 1. Given value is 0.");
  }

  static ListFault tooMany(int most) {
    return new ListFault(
        "400-106",
        "Number of contact ids should not be more than %d. Given value is at least %d."
            .formatted(most, most + 1));
  }

  static ListFault tooLong(long line) {
    return new ListFault(
        "400-103",
        "Illegal values for the field: too many blanks and separators up to line " + line + ".");
  }

  /** As the vendor numbers its errors. */
  String errorNumber() {
    return errorNumber;
  }

  /** For people. */
  String message() {
    return String.valueOf(getMessage());
  }
}
