package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** What else is known of an address, beside its verdict. Documented in docs/reasons.md. */
public enum Flag {
  FREE(0, "The domain gives mailboxes to anybody, such as gmail.com."),
  DISPOSABLE(1, "The domain gives mailboxes to be thrown away."),
  ROLE(2, "The local part names a function and not a person, such as info@."),
  NO_REPLY(3, "The local part says that nobody reads the mail."),
  TAGGED(4, "The local part carries a tag, such as anna+shop@."),
  IDN(5, "The domain has characters beyond ASCII."),
  SMTPUTF8(6, "The local part has characters beyond ASCII (RFC 6531)."),
  NULL_MX(7, "The domain declares that it takes no mail (RFC 7505)."),
  IMPLICIT_MX(8, "The domain has no MX record and is its own mail host (RFC 5321, section 5.1)."),
  CATCH_ALL(9, "The domain's server accepts any local part, also one made up at random."),
  MAILBOX_FULL(10, "The mailbox exists and takes no more mail for now."),
  MAILBOX_DISABLED(11, "The mailbox exists and was switched off.");

  private static final Map<String, Flag> BY_WIRE_NAME = WireName.index(Flag.class);
  private final String wireName = WireName.of(this);
  private final int bit;
  private final String meaning;

  Flag(int position, String meaning) {
    this.bit = 1 << position;
    this.meaning = meaning;
  }

  /** A bit of its own in the sets of {@link Flags}; never on the wire. */
  int bit() {
    return bit;
  }

  /** One sentence for people, as in the docs. */
  public String meaning() {
    return meaning;
  }

  /** Lower-case name, as on the wire and in files. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The flag with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static Flag parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "flag", wireName);
  }

  /** Whether there is a flag with that wire name. */
  public static boolean isKnown(String wireName) {
    return BY_WIRE_NAME.containsKey(wireName);
  }
}
