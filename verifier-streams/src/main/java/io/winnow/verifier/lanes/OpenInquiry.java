package io.winnow.verifier.lanes;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.Session.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An inquiry on its way to a finding. Guarded by its lane's lock. */
final class OpenInquiry {
  private final Inquiry inquiry;
  private final String egress;
  private final long number;
  private final CompletableFuture<Finding> future;
  private final List<String> transcript = new ArrayList<>();

  private Phase phase = Phase.MAILBOX;
  private int host;
  private int reconnects;
  private @Nullable Instant begunAt;

  /** The most telling thing heard of the hosts before the one that is asked now. */
  private @Nullable Heard before;

  private String beforeHost = "";

  /** Whether the trouble with one of the hosts so far may pass. */
  private boolean mayPass;

  /** What was heard of the mailbox itself, while something else is asked. */
  private Heard.@Nullable Reply ofMailbox;

  /** The local part that is asked in place of the mailbox. */
  private @Nullable String other;

  private boolean alone;

  /** What is asked for. */
  enum Phase {
    /** The mailbox itself. */
    MAILBOX,
    /** A random local part, since the mailbox was accepted. */
    RANDOM_AFTER_ACCEPTED,
    /** A random local part, since the mailbox was refused without a word. */
    RANDOM_AFTER_REFUSED,
    /** Another mailbox of the domain, since this one was refused without a word. */
    KNOWN_AFTER_REFUSED
  }

  /**
   * @param number in the order of asking
   * @param egress by which way connections are made for it
   */
  OpenInquiry(Inquiry inquiry, String egress, long number, CompletableFuture<Finding> future) {
    this.inquiry = inquiry;
    this.egress = egress;
    this.number = number;
    this.future = future;
  }

  Inquiry inquiry() {
    return inquiry;
  }

  long number() {
    return number;
  }

  CompletableFuture<Finding> future() {
    return future;
  }

  Phase phase() {
    return phase;
  }

  /** Where it is asked now. */
  Way way() {
    return new Way(hostName(), egress);
  }

  String hostName() {
    return inquiry.mailHosts().get(host);
  }

  /** It has to be asked in a transaction of its own. */
  void alone() {
    alone = true;
  }

  /** Whether it may be asked in a transaction that another one has begun. */
  boolean sharesTransactions() {
    return phase == Phase.MAILBOX && !alone;
  }

  /**
   * The question as it is now.
   *
   * @param together as {@link Question#together}
   */
  Question question(boolean together) {
    return new Question(
        other == null ? inquiry.localPart() : other,
        inquiry.domain(),
        phase == Phase.MAILBOX ? SmtpStage.RCPT : SmtpStage.PROBE,
        together,
        // the accepted one is another row's
        inquiry.transcript() && phase != Phase.KNOWN_AFTER_REFUSED);
  }

  void begin(Instant now) {
    if (begunAt == null) {
      begunAt = now;
    }
  }

  /** When it was begun, which is now if it was not before. */
  Instant begunAt(Instant now) {
    return begunAt == null ? now : begunAt;
  }

  /** The mailbox was answered; now another local part is asked. */
  void ask(Phase next, String localPart, Heard.Reply mailbox) {
    phase = next;
    other = localPart;
    ofMailbox = mailbox;
  }

  /** What was heard of the mailbox, when it has been answered. */
  Heard.@Nullable Reply ofMailbox() {
    return ofMailbox;
  }

  void setOfMailbox(Heard.Reply mailbox) {
    ofMailbox = mailbox;
  }

  /** The host that is asked now could not be. */
  void troubled(boolean thatMayPass) {
    mayPass |= thatMayPass;
  }

  /** Whether the trouble with one of the hosts may pass. */
  boolean mayPass() {
    return mayPass;
  }

  /** Goes on to the next host, if there is one among the first so many. */
  boolean nextHost(int most, Heard heard) {
    if (!tellsMore(heard)) {
      before = heard;
      beforeHost = hostName();
    }
    if (host + 1 >= Math.min(most, inquiry.mailHosts().size())) {
      return false;
    }
    host++;
    return true;
  }

  /**
   * The most telling of what was heard of all hosts so far: a reply tells more than silence; else
   * what was heard last counts.
   */
  Heard mostTelling(Heard last) {
    return before != null && tellsMore(last) ? before : last;
  }

  /** Whether what was heard before tells more. */
  private boolean tellsMore(Heard last) {
    return before instanceof Heard.Reply && last instanceof Heard.Silence;
  }

  /** Which host that was heard of. */
  String hostOf(Heard heard) {
    return heard.equals(before) ? beforeHost : hostName();
  }

  /** Counts a reconnect; false when there were so many already. */
  boolean reconnect(int most) {
    if (reconnects >= most) {
      return false;
    }
    reconnects++;
    return true;
  }

  void said(@Nullable List<String> lines) {
    if (lines != null && inquiry.transcript()) {
      transcript.addAll(lines);
    }
  }

  /** The dialogues so far; null unless asked for. */
  @Nullable List<String> transcript() {
    return inquiry.transcript() ? List.copyOf(transcript) : null;
  }
}
