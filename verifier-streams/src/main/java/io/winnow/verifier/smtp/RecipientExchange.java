package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands for one recipient: RSET and MAIL where they are needed, and RCPT. With PIPELINING
 * (RFC 2920) they are written at once, else each waits for the reply to the one before. Used once.
 */
final class RecipientExchange {
  private final Wire wire;
  private final Timeouts timeouts;
  private final Deadline deadline;
  private final boolean pipelined;
  private final @Nullable Command reset;
  private final @Nullable Command mail;
  private final Command rcpt;
  private final SmtpStage asked;

  private boolean mailAccepted;
  private boolean over;

  RecipientExchange(
      Wire wire,
      Timeouts timeouts,
      Deadline deadline,
      boolean pipelined,
      @Nullable Command reset,
      @Nullable Command mail,
      Mailbox mailbox,
      SmtpStage asked) {
    this.wire = wire;
    this.timeouts = timeouts;
    this.deadline = deadline;
    this.pipelined = pipelined;
    this.reset = reset;
    this.mail = mail;
    this.rcpt = Command.rcpt(mailbox);
    this.asked = asked;
    this.mailAccepted = mail == null;
  }

  /** Whether there is a transaction now. */
  boolean mailAccepted() {
    return mailAccepted;
  }

  /** Whether nothing more can be asked. */
  boolean over() {
    return over;
  }

  /** At stage MAIL it tells of us, not of the recipient. */
  Step ask() {
    SmtpStage stage = SmtpStage.MAIL;
    try {
      if (pipelined) {
        wire.send(commands(), deadline.atMost(timeouts.reply()));
      }
      Step refusal = begin();
      if (refusal != null) {
        skip();
        return refusal;
      }
      stage = asked;
      SmtpReply reply = reply(rcpt);
      over = reply.closing();
      return confirmed(new Step.Answered(asked, reply));
    } catch (WireFault fault) {
      over = true;
      return fault.at(stage);
    }
  }

  private List<Command> commands() {
    return Stream.of(Stream.ofNullable(reset), Stream.ofNullable(mail), Stream.of(rcpt))
        .flatMap(commands -> commands)
        .toList();
  }

  private SmtpReply reply(Command command) throws WireFault {
    Deadline until = deadline.atMost(timeouts.reply());
    if (!pipelined) {
      wire.send(List.of(command), until);
    }
    return wire.receive(until);
  }

  /** Null when recipients can be asked. */
  private @Nullable Step begin() throws WireFault {
    if (reset != null) {
      SmtpReply reply = reply(reset);
      if (!reply.positive()) {
        // idle for too long, or RSET is not known here: another connection will do
        over = true;
        return new Step.Failed(
            SmtpStage.MAIL, Failure.CONNECTION_DROPPED, "after RSET: " + reply.brief());
      }
    }
    if (mail != null) {
      SmtpReply reply = reply(mail);
      if (!reply.positive()) {
        over = reply.closing();
        return new Step.Answered(SmtpStage.MAIL, reply);
      }
      mailAccepted = true;
    }
    return null;
  }

  /** The server has yet to refuse the recipient of a transaction that it has refused. */
  private void skip() {
    if (!pipelined || over) {
      return;
    }
    try {
      over = reply(rcpt).closing();
    } catch (WireFault fault) {
      over = true;
    }
  }

  /**
   * With a reply too many, nobody knows which belongs to which command: none of them counts. An
   * announcement that the connection is over is no such reply.
   */
  private Step confirmed(Step step) {
    if (over) {
      return step;
    }
    SmtpReply tooMany;
    try {
      tooMany = wire.unsolicited(deadline);
    } catch (WireFault fault) {
      over = true;
      return step;
    }
    if (tooMany == null) {
      return step;
    }
    over = true;
    return tooMany.closing()
        ? step
        : new Step.Failed(
            asked, Failure.PROTOCOL_ERROR, "a reply that nobody asked for: " + tooMany.brief());
  }
}
