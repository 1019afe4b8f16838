package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.Link.State;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lane at work. Everything that happens (an inquiry, a session that stands, an answer, time that
 * has passed) changes its state under one lock, whereupon {@link #decide} does all that may be done
 * now, and sets an alarm for the moment at which more may be. Nothing here blocks. Safe for
 * concurrent use.
 */
final class Lane {
  /** For how much of its time, at its rate, a lane wants inquiries to choose from. */
  private static final double WINDOW_SECONDS = 0.1;

  private static final int MOST_WINDOW = 2_000;

  /** Inquiries that wait for a random probe, to each one of the window. */
  private static final int PARKED = 4;

  private final LaneKey key;
  private final Operator operator;
  private final Surroundings shared;
  private final LaneMetrics.Meters meters;
  private final ReentrantLock lock = new ReentrantLock();

  private final LaneLimits limits;
  private final Answers answers;
  private final Waiting waiting = new Waiting();
  private final Set<OpenInquiry> open = new HashSet<>();
  private final Schedule schedule;
  private final Alarm alarm;

  /** To be done once the lock is given back: others' code. */
  private List<Runnable> afterwards = new ArrayList<>();

  private final CountDownLatch ended = new CountDownLatch(1);
  private LaneMetrics.State counted = LaneMetrics.State.NOTHING;
  private long asked;
  private boolean closed;

  Lane(
      LaneKey key,
      Operator operator,
      Limits limits,
      Surroundings shared,
      LaneMetrics.Meters meters,
      @Nullable Instant suspendedUntil) {
    this.key = key;
    this.operator = operator;
    this.shared = shared;
    this.meters = meters;
    this.limits = new LaneLimits(limits, shared.settings().longestPause(), suspendedUntil);
    this.answers = new Answers(operator, shared, this);
    this.schedule = new Schedule(shared, this.limits, waiting, this);
    this.alarm = new Alarm(shared.clock(), this::change);
  }

  /** As {@link Lanes#ask}. */
  CompletableFuture<Finding> ask(Inquiry inquiry) {
    CompletableFuture<Finding> future = new CompletableFuture<>();
    change(
        () -> {
          if (closed) {
            afterwards.add(() -> future.completeExceptionally(closedException()));
            return;
          }
          OpenInquiry one =
              new OpenInquiry(
                  inquiry, shared.egress().apply(operator, inquiry.address()), asked++, future);
          open.add(one);
          waiting.add(one);
          var _ =
              future.whenComplete(
                  (_, _) -> {
                    if (future.isCancelled()) {
                      change(() -> givenUp(one));
                    }
                  });
        });
    return future;
  }

  /** As {@link Lanes#room}. */
  int room() {
    lock.lock();
    try {
      if (closed || limits.suspendedUntil(shared.clock().now()) != null) {
        return 0;
      }
      int window =
          Math.min(
              MOST_WINDOW,
              2 * limits.connections()
                  + (int) Math.ceil(limits.recipientsPerSecond() * WINDOW_SECONDS));
      int parked = open.size() - waiting.size() - schedule.busy();
      return Math.max(
          0, Math.min(window - (open.size() - parked), (PARKED + 1) * window - open.size()));
    } finally {
      lock.unlock();
    }
  }

  /** As {@link Lanes#suspendedUntil}. */
  @Nullable Instant suspendedUntil() {
    lock.lock();
    try {
      return limits.suspendedUntil(shared.clock().now());
    } finally {
      lock.unlock();
    }
  }

  /** Ends everything; does not wait. */
  void close() {
    change(
        () -> {
          if (closed) {
            return;
          }
          closed = true;
          alarm.callOff();
          for (OpenInquiry inquiry : open) {
            afterwards.add(() -> inquiry.future().completeExceptionally(closedException()));
          }
          waiting.removeAll();
          open.clear();
          schedule.abort();
          if (schedule.isEmpty()) {
            ended.countDown();
          }
        });
  }

  /** Waits after {@link #close} until all connections are gone; false when some are not. */
  boolean awaitEnd(Duration atMost) {
    try {
      return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private IllegalStateException closedException() {
    return new IllegalStateException("lane " + key + " is closed");
  }

  /** Tries again: there may be a connection to be had. */
  void poke() {
    change(() -> {});
  }

  // ---- what happens

  private void change(Runnable happening) {
    List<Runnable> effects;
    lock.lock();
    try {
      happening.run();
      decide();
      count();
      effects = afterwards;
      afterwards = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    effects.forEach(Runnable::run);
  }

  private void givenUp(OpenInquiry inquiry) {
    if (!open.contains(inquiry)) {
      return;
    }
    if (!waiting.remove(inquiry)) {
      for (Link link : schedule.links()) {
        if (link.reserved == inquiry) {
          link.reserved = null;
          if (!shared.settings().reuseSessions()) {
            schedule.end(link, true);
          }
        } else if (link.current == inquiry) {
          // the answer will come all the same
          return;
        }
      }
    }
    answers.givenUp(inquiry);
    forget(inquiry);
  }

  private void ready(Link link, Session session) {
    link.session = session;
    if (closed) {
      return;
    }
    link.state = State.IDLE;
    link.idleSince = shared.clock().nanos();
  }

  private void notReady(Link link, Heard heard, boolean otherwise, List<String> transcript) {
    link.state = State.ENDING;
    if (closed) {
      return;
    }
    learn(heard);
    OpenInquiry first = waiting.first(link.way);
    if (first != null) {
      first.said(transcript);
    }
    if (otherwise) {
      return;
    }
    boolean tooFast = heard instanceof Heard.Reply reply && reply.meaning() == Meaning.RATE_LIMITED;
    if (first != null) {
      waiting.remove(first);
      if (tooFast) {
        answers.over(first, heard);
      } else {
        answers.hostFailed(first, heard);
      }
    }
    boolean passing = tooFast || (heard instanceof Heard.Reply reply && !reply.permanent());
    if (!passing) {
      // else it may be otherwise for the next one
      shared.hosts().trouble(link.way, heard);
    }
  }

  private void answered(Link link, OpenInquiry inquiry, Session.Answer answer) {
    if (link.current != inquiry) {
      return;
    }
    link.current = null;
    inquiry.said(answer.transcript());
    Heard heard = answer.heard();
    learn(heard);
    if (heard instanceof Heard.Reply reply && reply.meaning().undeliverable()) {
      link.unknown++;
    }
    if (heard instanceof Heard.Reply reply && reply.meaning() == Meaning.TEMPORARY_FAILURE) {
      // it may be about the transaction
      link.domain = null;
    }
    boolean askable =
        !closed
            && answer.usable()
            && !complaint(heard)
            && link.recipients
                < shared.hosts().recipientsUpTo(limits.recipientsPerSession(), link.way)
            && limits.suspendedUntil(shared.clock().now()) == null;
    link.state = askable ? State.IDLE : State.ENDING;
    link.idleSince = shared.clock().nanos();
    if (closed) {
      return;
    }
    if (inquiry.future().isDone()) {
      answers.givenUp(inquiry);
      forget(inquiry);
    } else {
      if (heard instanceof Heard.Reply reply && refusesSender(reply, inquiry)) {
        shared.hosts().trouble(link.way, heard);
      }
      answers.heard(link, inquiry, heard, askable);
    }
    boolean reusable =
        askable
            && shared.settings().reuseSessions()
            && link.unknown < limits.unknownPerSession()
            && schedule.size() <= limits.connections();
    if (link.reserved == null && !reusable) {
      schedule.end(link, answer.usable());
    }
  }

  /** Whether the next recipient would hear the same. */
  private static boolean refusesSender(Heard.Reply reply, OpenInquiry inquiry) {
    return reply.stage() == SmtpStage.MAIL
        && reply.permanent()
        && reply.meaning() != Meaning.RATE_LIMITED
        && inquiry.inquiry().localPart().chars().allMatch(letter -> letter < 0x80);
  }

  /** Whether a session had better be ended after this. */
  private static boolean complaint(Heard heard) {
    return !(heard instanceof Heard.Reply reply)
        || reply.meaning().about() == Meaning.About.US
        || reply.stage() == SmtpStage.MAIL;
  }

  private void gone(Link link) {
    if (!schedule.remove(link)) {
      return;
    }
    link.state = State.ENDING;
    if (link.session != null) {
      meters.sessionEnded(link.recipients);
    }
    shared.budget().giveBack();
    afterwards.add(shared.budget()::passOn);
    if (closed) {
      if (schedule.isEmpty()) {
        ended.countDown();
      }
      return;
    }
    Heard dropped = new Heard.Silence(SmtpStage.RCPT, Reason.CONNECTION_DROPPED);
    OpenInquiry current = link.current;
    if (current != null) {
      link.current = null;
      lost(current, dropped);
    }
    OpenInquiry reserved = link.reserved;
    if (reserved != null) {
      link.reserved = null;
      lost(reserved, dropped);
    }
  }

  private void lost(OpenInquiry inquiry, Heard heard) {
    if (inquiry.future().isDone()) {
      answers.givenUp(inquiry);
      forget(inquiry);
    } else {
      answers.dropped(inquiry, heard);
    }
  }

  private void learn(Heard heard) {
    meters.heard(heard);
    limits.learn(heard, shared.clock().nanos(), shared.clock().now());
  }

  /** Hears of a connection. */
  Dialler.Listener listener(Link link) {
    return new Dialler.Listener() {
      @Override
      public void ready(Session session) {
        change(() -> Lane.this.ready(link, session));
      }

      @Override
      public void notReady(Heard heard, boolean otherwise, List<String> transcript) {
        change(() -> Lane.this.notReady(link, heard, otherwise, transcript));
      }

      @Override
      public void ended() {
        change(() -> gone(link));
      }
    };
  }

  /** Hears of an answer. */
  Consumer<Session.Answer> listener(Link link, OpenInquiry inquiry) {
    return answer -> change(() -> answered(link, inquiry, answer));
  }

  // ---- what the answers lead to

  /** Waits for a session again, in its old place. */
  void putBack(OpenInquiry inquiry) {
    waiting.add(inquiry);
  }

  void finish(OpenInquiry inquiry, Finding finding) {
    forget(inquiry);
    afterwards.add(() -> inquiry.future().complete(finding));
  }

  void whenWaitedTooLong(OpenInquiry inquiry) {
    long wait = shared.settings().catchAllWait().toNanos();
    Runnable callOff =
        shared.clock().after(wait, () -> change(() -> answers.waitedTooLong(inquiry)));
    var _ = inquiry.future().whenComplete((_, _) -> callOff.run());
  }

  // ---- what is to be done

  private void decide() {
    if (closed) {
      return;
    }
    long now = shared.clock().nanos();
    Instant until = limits.suspendedUntil(shared.clock().now());
    if (until != null) {
      suspend();
      alarm.in(Duration.between(shared.clock().now(), until).toNanos(), now);
      return;
    }
    while (leaveFailedHosts()) {
      // the next host may have failed as well
    }
    alarm.in(schedule.run(now), now);
  }

  private void suspend() {
    Heard ended = new Heard.Silence(SmtpStage.RCPT, Reason.CONNECTION_DROPPED);
    for (Link link : schedule.links()) {
      if (link.state == State.IDLE) {
        OpenInquiry reserved = link.reserved;
        link.reserved = null;
        schedule.end(link, true);
        if (reserved != null) {
          lost(reserved, ended);
        }
      }
    }
  }

  private boolean leaveFailedHosts() {
    boolean left = false;
    for (Way way : waiting.ways()) {
      Heard trouble = shared.hosts().trouble(way);
      if (trouble != null) {
        for (OpenInquiry inquiry : waiting.all(way)) {
          waiting.remove(inquiry);
          answers.hostFailedOthers(inquiry, trouble);
          left = true;
        }
      }
    }
    return left;
  }

  // ---- accounts

  private void forget(OpenInquiry inquiry) {
    open.remove(inquiry);
  }

  private void count() {
    LaneMetrics.State now =
        new LaneMetrics.State(
            schedule.size(),
            waiting.size(),
            open.size() - waiting.size(),
            !closed && limits.suspendedUntil(shared.clock().now()) != null ? 1 : 0);
    meters.change(counted, now);
    counted = now;
  }
}
