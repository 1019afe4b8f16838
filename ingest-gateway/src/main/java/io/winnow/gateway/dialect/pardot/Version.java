package io.winnow.gateway.dialect.pardot;

/** The versions that are spoken. */
enum Version {
  /** Prospects are keyed by identifier. */
  THREE,
  /** Prospects are in an array, and errors keyed by position. */
  FOUR;

  /**
   * The version of a path.
   *
   * @throws io.winnow.kit.dialect.DialectError when it is none, or none of these
   */
  static Version of(String text) {
    return switch (text) {
      case "3" -> THREE;
      case "4" -> FOUR;
      default ->
          throw (text.matches("[0-9]{1,9}")
                  ? PardotError.UNSUPPORTED_FEATURE
                  : PardotError.INVALID_VERSION)
              .fault();
    };
  }
}
