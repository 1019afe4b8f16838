package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one address of one mail host, which is asked for recipients and never gets a
 * message: there is no DATA in here. For one thread at a time, preferably a virtual one, since all
 * calls block; {@link #close()} may come from any thread. No call throws for what the other side
 * does: that is a {@link Step}.
 *
 * <p>After a reply 421, a hang-up, a time-out or something that is no reply the connection is not
 * {@link #usable()}, and recipients are {@link Failure#CONNECTION_DROPPED}; they may be asked on
 * another one.
 */
public final class SmtpConnection implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final SmtpIdentity identity;
  private final Timeouts timeouts;
  private final Transcript transcript;
  private final Wire wire;
  private final Extensions extensions;

  private volatile boolean usable = true;

  /** Recipients of the open transaction; -1 when there is none. */
  private int inTransaction = -1;

  private boolean transactionUtf8;

  SmtpConnection(
      SmtpIdentity identity,
      Timeouts timeouts,
      Transcript transcript,
      Wire wire,
      Extensions extensions) {
    this.identity = identity;
    this.timeouts = timeouts;
    this.transcript = transcript;
    this.wire = wire;
    this.extensions = extensions;
  }

  /**
   * Connects, waits for the banner, says EHLO (HELO where that is refused) and begins TLS.
   *
   * @param deadline for all of it; each phase has its own time-out beside
   */
  public static Opened open(
      Target target,
      SmtpIdentity identity,
      Egress egress,
      StartTls startTls,
      Timeouts timeouts,
      Deadline deadline) {
    return Opening.open(target, identity, egress, startTls, timeouts, deadline);
  }

  /**
   * Asks for one recipient, all commands at once where the server offers PIPELINING.
   *
   * @param asked {@link SmtpStage#RCPT} or {@link SmtpStage#PROBE}
   * @param perTransaction most RCPT commands behind one MAIL, those of earlier calls included, at
   *     least 1; a new transaction begins with RSET
   * @return at stage MAIL it tells of us, not of the recipient
   */
  public Step recipient(Mailbox mailbox, SmtpStage asked, int perTransaction, Deadline deadline) {
    if (asked != SmtpStage.RCPT && asked != SmtpStage.PROBE) {
      throw new IllegalArgumentException("not a stage of a recipient: " + asked);
    }
    if (perTransaction < 1) {
      throw new IllegalArgumentException("no recipients in a transaction: " + perTransaction);
    }
    if (mailbox.needsSmtpUtf8() && !extensions.smtpUtf8()) {
      return new Step.Failed(
          asked, Failure.SMTPUTF8_UNSUPPORTED, "the server does not offer SMTPUTF8");
    }
    if (!usable) {
      return new Step.Failed(SmtpStage.MAIL, Failure.CONNECTION_DROPPED, "the connection is over");
    }
    if (deadline.passed()) {
      return new Step.Failed(SmtpStage.MAIL, Failure.SMTP_TIMEOUT, "no time left");
    }
    return ask(mailbox, asked, perTransaction, deadline);
  }

  private Step ask(Mailbox mailbox, SmtpStage asked, int perTransaction, Deadline deadline) {
    boolean utf8 = mailbox.needsSmtpUtf8();
    boolean begin = inTransaction < 0 || inTransaction >= perTransaction || utf8 != transactionUtf8;
    boolean reset = begin && inTransaction >= 0;
    RecipientExchange exchange =
        new RecipientExchange(
            wire,
            timeouts,
            deadline,
            extensions.pipelining(),
            reset ? Command.RSET : null,
            begin ? Command.mail(identity, utf8) : null,
            mailbox,
            asked);
    Step step = exchange.ask();
    if (exchange.mailAccepted()) {
      inTransaction = (begin ? 0 : inTransaction) + 1;
      transactionUtf8 = utf8;
    } else {
      inTransaction = -1;
    }
    if (exchange.over()) {
      close();
    }
    return step;
  }

  /** Whether it can be asked again; false for good once it is. */
  public boolean usable() {
    return usable;
  }

  /**
   * Our own end of it; null when it is closed. Behind a translation of addresses not the public
   * one.
   */
  public @Nullable InetAddress localAddress() {
    return wire.localAddress();
  }

  /** What was said so far. */
  public Transcript transcript() {
    return transcript;
  }

  /** Says goodbye, waits for the answer for at most two seconds, and closes. */
  public void quit() {
    if (usable) {
      Deadline until = Deadline.after(GOODBYE).atMost(timeouts.reply());
      try {
        wire.send(List.of(Command.QUIT), until);
        var _ = wire.receive(until);
      } catch (WireFault fault) {
        transcript.add(Transcript.Direction.NOTE, String.valueOf(fault.getMessage()));
      }
    }
    close();
  }

  /** Closes the connection without a word. */
  @Override
  public void close() {
    usable = false;
    wire.close();
  }
}
