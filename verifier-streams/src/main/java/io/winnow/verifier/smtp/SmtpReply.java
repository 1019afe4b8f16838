package io.winnow.verifier.smtp;

/**
 * One reply (RFC 5321, section 4.2).
 *
 * @param code 200 to 599, or 0 for what was no reply
 * @param text the lines without their codes, joined by line feeds, read as UTF-8; other controls
 *     and what is no UTF-8 are replaced by U+FFFD; at most 32 KiB
 */
public record SmtpReply(int code, String text) {
  /** The service is closing the connection (RFC 5321, section 4.2.2). */
  static final int CLOSING = 421;

  /** Whether the command was taken: 2yz. */
  public boolean positive() {
    return code / 100 == 2;
  }

  /** Whether the command might be taken another time: 4yz. */
  public boolean temporary() {
    return code / 100 == 4;
  }

  /** Whether the command was refused for good: 5yz. */
  public boolean permanent() {
    return code / 100 == 5;
  }

  boolean closing() {
    return code == CLOSING;
  }

  /** Code and first line, for people. */
  String brief() {
    int end = text.indexOf('\n');
    return code + " " + (end < 0 ? text : text.substring(0, end));
  }
}
