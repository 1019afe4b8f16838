package io.winnow.verifier.screen;

import java.util.Locale;

/** A rule of syntax that an address breaks. The name in lower case is the verdict's detail. */
public enum SyntaxFault {
  /** There is no {@code @} outside quotes. */
  MISSING_AT,
  /** Nothing stands before the {@code @}. */
  EMPTY_LOCAL_PART,
  /** The local part is over 64 octets (RFC 5321, section 4.5.3.1.1). */
  LOCAL_PART_TOO_LONG,
  /** A dot begins or ends the local part, or two stand together (RFC 5321, section 4.1.2). */
  MISPLACED_DOT,
  /** A character that a local part may hold only in quotes, or not at all. */
  BAD_LOCAL_PART_CHARACTER,
  /** A quoted local part has no closing quote, or text stands beside it. */
  BAD_QUOTING,
  /** A second {@code @} outside quotes. */
  SECOND_AT,
  /** Nothing stands behind the {@code @}. */
  EMPTY_DOMAIN,
  /** The domain is over 253 octets, or the address over 254 (RFC 5321, section 4.5.3.1). */
  TOO_LONG,
  /** Two dots stand together in the domain, or one begins or ends it. */
  EMPTY_LABEL,
  /** A label of the domain is over 63 octets. */
  LABEL_TOO_LONG,
  /** A label is not letters, digits and inner hyphens, nor an IDN that UTS 46 converts. */
  BAD_LABEL,
  /** The domain is a single label. */
  SINGLE_LABEL_DOMAIN,
  /** The top-level domain is all digits. */
  NUMERIC_TOP_LEVEL,
  /** The domain begins like a literal, but is none (RFC 5321, section 4.1.3). */
  BAD_DOMAIN_LITERAL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Lower-case name, as in a verdict's detail. */
  public String wireName() {
    return wireName;
  }
}
