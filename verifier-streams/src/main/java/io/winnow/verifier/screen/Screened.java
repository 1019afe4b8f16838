package io.winnow.verifier.screen;

/** What the screen says of an address. */
public sealed interface Screened {

  /** The cell holds no address: it is empty or blank. */
  record Empty() implements Screened {}

  /**
   * The address breaks a rule of syntax.
   *
   * @param fault the rule
   * @param position where, in UTF-16 units from 0
   */
  record Invalid(SyntaxFault fault, int position) implements Screened {}

  /**
   * The domain is an IP address in brackets.
   *
   * @param normalized the address, the domain as given
   */
  record Literal(String normalized) implements Screened {}

  /**
   * The top-level domain is reserved and never in the public DNS (RFC 6761, RFC 6762, RFC 7686).
   *
   * @param normalized the address, the domain in lower-case A-labels
   */
  record Reserved(String normalized) implements Screened {}

  /**
   * An address that could be given to RCPT TO at a public mail server.
   *
   * @param localPart as given, with its quotes if it has some
   * @param domain in lower-case A-labels, without a final dot
   */
  record Mailbox(String localPart, String domain) implements Screened {
    /** The address as mail systems would write it. */
    public String normalized() {
      return localPart + "@" + domain;
    }
  }
}
