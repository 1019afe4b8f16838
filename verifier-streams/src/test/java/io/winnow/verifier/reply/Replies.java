package io.winnow.verifier.reply;

import io.winnow.contracts.SmtpStage;
import java.util.regex.Pattern;

/** Replies as they stand on the wire, for tests. */
final class Replies {
  static final String RECIPIENT = "jane.doe@example.org";
  static final ReplyContext CONTEXT =
      new ReplyContext(RECIPIENT, "probe.winnow.test", "192.0.2.25", null);
  private static final Pattern NUMBER = Pattern.compile("\\d{3}(?:[ -].*)?");

  private Replies() {}

  /**
   * Reads a reply with its numbers, lines parted by line feeds; {@code %RCPT%} is the recipient.
   */
  static Reading read(SmtpStage stage, String reply, ReplyContext context) {
    int code = 0;
    StringBuilder text = new StringBuilder();
    for (String line : reply.replace("%RCPT%", context.recipient()).split("\n", -1)) {
      String rest = line;
      if (NUMBER.matcher(line).matches()) {
        code = Integer.parseInt(line.substring(0, 3));
        rest = line.substring(Math.min(4, line.length()));
      }
      text.append(text.isEmpty() ? "" : "\n").append(rest);
    }
    return ReplyReader.standard().read(stage, code, text.toString(), context);
  }

  static Meaning atRcpt(String reply) {
    return read(SmtpStage.RCPT, reply, CONTEXT).meaning();
  }

  static ReplyContext to(String recipient) {
    return new ReplyContext(recipient, CONTEXT.ownName(), CONTEXT.ownAddress(), null);
  }

  static ReplyContext by(String operator) {
    return new ReplyContext(RECIPIENT, CONTEXT.ownName(), CONTEXT.ownAddress(), operator);
  }

  /** The status that a meaning leads to when nothing else is known. */
  static String status(Meaning meaning) {
    if (meaning.undeliverable()) {
      return "undeliverable";
    }
    return switch (meaning.reason()) {
      case "accepted_mailbox" -> "deliverable";
      case "mailbox_full" -> "risky";
      default -> "unknown";
    };
  }
}
