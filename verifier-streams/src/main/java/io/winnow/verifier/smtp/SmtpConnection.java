package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one address of one mail host, which is asked for recipients and never gets a
 * message: there is no DATA in here. For one thread at a time, preferably a virtual one, since all
 * calls block; {@link #close()} may come from any thread. No call throws for what the other side
 * does: that is a {@link Step}.
 *
 * <p>After a reply 421, a hang-up, a time-out or something that is no reply the connection is not
 * {@link #usable()}. Recipients that were not answered then are {@link Failure#CONNECTION_DROPPED}
 * and may be asked again on another connection.
 */
public final class SmtpConnection implements AutoCloseable {
  /** Most recipients that are written before their replies are read: some 8 KiB. */
  private static final int MAX_GROUP = 25;

  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Target target;
  private final SmtpIdentity identity;
  private final Timeouts timeouts;
  private final Transcript transcript;
  private final Wire wire;
  private final Extensions extensions;
  private final @Nullable TlsDetails tls;

  private volatile boolean usable = true;

  /** Recipients of the open transaction; -1 when there is none. */
  private int inTransaction = -1;

  private boolean transactionUtf8;

  SmtpConnection(
      Target target,
      SmtpIdentity identity,
      Timeouts timeouts,
      Transcript transcript,
      Wire wire,
      Extensions extensions,
      @Nullable TlsDetails tls) {
    this.target = target;
    this.identity = identity;
    this.timeouts = timeouts;
    this.transcript = transcript;
    this.wire = wire;
    this.extensions = extensions;
    this.tls = tls;
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
   * Asks for one recipient in a transaction of its own.
   *
   * @param asked {@link SmtpStage#RCPT} or {@link SmtpStage#PROBE}
   */
  public Step recipient(Mailbox mailbox, SmtpStage asked, Deadline deadline) {
    return recipients(List.of(mailbox), asked, 1, deadline).getFirst();
  }

  /**
   * Asks for recipients in their order, all at once where the server offers PIPELINING.
   *
   * @param asked {@link SmtpStage#RCPT} or {@link SmtpStage#PROBE}
   * @param perTransaction most RCPT commands behind one MAIL, also of earlier calls, at least 1; a
   *     new transaction begins with RSET
   * @return one step for each mailbox. At stage MAIL it tells of us, not of the recipient
   */
  public List<Step> recipients(
      List<Mailbox> mailboxes, SmtpStage asked, int perTransaction, Deadline deadline) {
    if (asked != SmtpStage.RCPT && asked != SmtpStage.PROBE) {
      throw new IllegalArgumentException("not a stage of a recipient: " + asked);
    }
    if (perTransaction < 1) {
      throw new IllegalArgumentException("no recipients in a transaction: " + perTransaction);
    }
    List<Step> steps = new ArrayList<>(mailboxes.size());
    while (steps.size() < mailboxes.size()) {
      Mailbox next = mailboxes.get(steps.size());
      if (next.needsSmtpUtf8() && !extensions.smtpUtf8()) {
        steps.add(
            new Step.Failed(
                asked, Failure.SMTPUTF8_UNSUPPORTED, "the server does not offer SMTPUTF8"));
      } else if (!usable) {
        steps.add(
            new Step.Failed(SmtpStage.MAIL, Failure.CONNECTION_DROPPED, "the connection is over"));
      } else if (deadline.passed()) {
        steps.add(new Step.Failed(SmtpStage.MAIL, Failure.SMTP_TIMEOUT, "no time left"));
      } else {
        List<Mailbox> rest = mailboxes.subList(steps.size(), mailboxes.size());
        steps.addAll(ask(rest, asked, perTransaction, deadline));
      }
    }
    return steps;
  }

  /** Asks for as many of the first ones as can be together; at least one. */
  private List<Step> ask(
      List<Mailbox> mailboxes, SmtpStage asked, int perTransaction, Deadline deadline) {
    boolean utf8 = mailboxes.getFirst().needsSmtpUtf8();
    boolean begin = inTransaction < 0 || inTransaction >= perTransaction || utf8 != transactionUtf8;
    int room = Math.min(MAX_GROUP, begin ? perTransaction : perTransaction - inTransaction);
    List<Mailbox> together =
        mailboxes.stream().limit(room).takeWhile(one -> one.needsSmtpUtf8() == utf8).toList();
    boolean reset = begin && inTransaction >= 0;
    Group group =
        new Group(
            wire,
            timeouts,
            deadline,
            extensions.pipelining(),
            reset ? Command.RSET : null,
            begin ? Command.mail(identity, utf8) : null,
            together,
            asked);
    List<Step> steps = group.ask();
    if (group.mailAccepted()) {
      inTransaction = (begin ? 0 : inTransaction) + together.size();
      transactionUtf8 = utf8;
    } else {
      inTransaction = -1;
    }
    if (group.over()) {
      close();
    }
    return steps;
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

  /** Whom it is connected to. */
  public Target target() {
    return target;
  }

  /** What was said so far. */
  public Transcript transcript() {
    return transcript;
  }

  /** How the server calls itself, as it wrote it, at most 255 characters; may be empty. */
  public String serverName() {
    return extensions.serverName();
  }

  /** Whether it is encrypted. */
  public boolean tls() {
    return tls != null;
  }

  /** How it is encrypted. */
  public Optional<TlsDetails> tlsDetails() {
    return Optional.ofNullable(tls);
  }

  /** Keywords that the server offers, in upper case. */
  public Set<String> extensions() {
    return extensions.keywords();
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
