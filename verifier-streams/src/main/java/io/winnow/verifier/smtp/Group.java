package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commands that belong together: RSET and MAIL where they are needed, and RCPT for each mailbox.
 * With PIPELINING (RFC 2920) they are written at once, else each waits for the reply to the one
 * before. Used once.
 */
final class Group {
  private final Wire wire;
  private final Timeouts timeouts;
  private final Deadline deadline;
  private final boolean pipelined;
  private final @Nullable Command reset;
  private final @Nullable Command mail;
  private final List<Mailbox> mailboxes;
  private final SmtpStage asked;

  private boolean mailAccepted;
  private boolean over;

  Group(
      Wire wire,
      Timeouts timeouts,
      Deadline deadline,
      boolean pipelined,
      @Nullable Command reset,
      @Nullable Command mail,
      List<Mailbox> mailboxes,
      SmtpStage asked) {
    this.wire = wire;
    this.timeouts = timeouts;
    this.deadline = deadline;
    this.pipelined = pipelined;
    this.reset = reset;
    this.mail = mail;
    this.mailboxes = mailboxes;
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

  /** One step for each mailbox. */
  List<Step> ask() {
    Step refusal;
    try {
      if (pipelined) {
        wire.send(commands(), deadline.atMost(timeouts.reply()));
      }
      refusal = begin();
    } catch (WireFault fault) {
      over = true;
      refusal = fault.at(SmtpStage.MAIL);
    }
    if (refusal == null) {
      return recipients();
    }
    if (pipelined && !over) {
      skip();
    }
    return Collections.nCopies(mailboxes.size(), refusal);
  }

  private List<Command> commands() {
    return Stream.of(
            Stream.ofNullable(reset),
            Stream.ofNullable(mail),
            mailboxes.stream().map(Command::rcpt))
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

  /** The server has yet to refuse recipients of a transaction that it has refused. */
  private void skip() {
    try {
      for (Mailbox mailbox : mailboxes) {
        over |= reply(Command.rcpt(mailbox)).closing();
        if (over) {
          return;
        }
      }
    } catch (WireFault fault) {
      over = true;
    }
  }

  private List<Step> recipients() {
    List<Step> steps = new ArrayList<>(mailboxes.size());
    for (Mailbox mailbox : mailboxes) {
      if (over) {
        steps.add(
            new Step.Failed(
                pipelined ? asked : SmtpStage.MAIL,
                Failure.CONNECTION_DROPPED,
                "the connection is over"));
        continue;
      }
      try {
        SmtpReply reply = reply(Command.rcpt(mailbox));
        over = reply.closing();
        steps.add(new Step.Answered(asked, reply));
      } catch (WireFault fault) {
        over = true;
        steps.add(fault.at(asked));
      }
    }
    return over ? steps : confirmed(steps);
  }

  /**
   * With a reply too many, nobody knows which belongs to which command: none of them counts. An
   * announcement that the connection is over is no such reply.
   */
  private List<Step> confirmed(List<Step> steps) {
    SmtpReply tooMany;
    try {
      tooMany = wire.unsolicited(deadline);
    } catch (WireFault fault) {
      over = true;
      return steps;
    }
    if (tooMany == null) {
      return steps;
    }
    over = true;
    return tooMany.closing()
        ? steps
        : Collections.nCopies(
            mailboxes.size(),
            new Step.Failed(
                asked,
                Failure.PROTOCOL_ERROR,
                "a reply that nobody asked for: " + tooMany.brief()));
  }
}
