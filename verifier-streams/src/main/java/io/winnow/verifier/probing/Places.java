package io.winnow.verifier.probing;

import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.WaitCause;
import io.winnow.errands.DueQueue;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.waits.Waits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where rows are between their request and their verdict: in line, held or waiting. A row is in one
 * place at a time; who moves it takes it out of where it was.
 */
final class Places {
  /** A lane with rows of a job with so few in all has its turn at once. */
  private static final int SMALL_JOB = 100;

  final Backlog backlog;
  final Held held;
  final DueQueue waiting;
  final Domains domains;
  final Recent recent;
  final Deadlines deadlines;
  final Releases releases;
  final Rotation rotation = new Rotation();
  final Sweep domainSweep;
  final Sweep recentSweep;

  private final ProbeSerde serde = new ProbeSerde();
  private final Results results;
  private final CancelledJobs cancelled;
  private final Waits waits;
  private final LongSupplier clock;

  Places(
      ProbeStores stores,
      ProbingSettings settings,
      Results results,
      CancelledJobs cancelled,
      Waits waits,
      LongSupplier clock) {
    this.results = results;
    this.cancelled = cancelled;
    this.waits = waits;
    this.clock = clock;
    Sequence sequence = new Sequence();
    deadlines = new Deadlines();
    backlog = new Backlog(stores.backlog(), serde, sequence, deadlines, waits);
    held = new Held(stores.held(), serde, sequence, deadlines, waits);
    waiting = new DueQueue(stores.waiting());
    domains = new Domains(stores.domains());
    recent = new Recent(stores.answers(), settings.reuseFor());
    releases = new Releases(held);
    domainSweep = new Sweep(stores.domains(), Domain::worthlessFrom, now());
    recentSweep = new Sweep(stores.answers(), Recent::untilOf, now());
    backlog.lanes().forEach(lane -> rotation.enter(lane, false));
    waiting.forEach(
        (due, bytes) -> {
          ProbeSerde.Owner owner = serde.ownerOf(bytes);
          waits.mayHaveTold(owner.job());
          waits.wait(owner.job(), owner.cause(), owner.rows(), due);
        });
    List.copyOf(held.groups().keySet()).forEach(this::reconsider);
  }

  long now() {
    return clock.getAsLong();
  }

  /** Who held them has gone with the last epoch, unless it waits. */
  private void reconsider(String name) {
    if (name.indexOf('@') < 0) {
      tellWhetherItGreylists(domains.of(Held.domainOf(name)));
      nudge(Held.domainOf(name));
    } else if (recent.find(name, now()) instanceof Recent.Known.Waiting) {
      held.waitFor(name, causeOfWaiting(name.substring(name.lastIndexOf('@') + 1)));
    } else {
      releases.add(name, Releases.LINE, Integer.MAX_VALUE);
    }
  }

  /** To be asked for the first time, as soon as its lane has room. */
  LaneBacklog lineUp(Probe probe) {
    return lineUp(probe, BacklogKey.FRESH);
  }

  /** To be asked as soon as its lane has room, before others of its job. */
  void lineUpAgain(Probe probe) {
    lineUp(probe, BacklogKey.RETURNED);
  }

  private LaneBacklog lineUp(Probe probe, byte line) {
    LaneBacklog lane = backlog.add(probe, line);
    rotation.enter(lane, backlog.sizeOf(probe.job()) <= SMALL_JOB);
    return lane;
  }

  /** Behind a domain that greylists, or is being asked for the first time. */
  void holdBehindDomain(Probe probe) {
    held.add(Held.behindDomain(probe.domain()), probe);
    tellWhetherItGreylists(domains.of(probe.domain()));
  }

  /** Behind another row with the same address. */
  void holdBehindAddress(Probe probe) {
    String name = Held.behindAddress(probe.address());
    held.add(name, probe);
    if (recent.find(probe.address(), now()) instanceof Recent.Known.Waiting) {
      held.waitFor(name, causeOfWaiting(probe.domain()));
    }
    nudge(probe.domain());
  }

  /** Behind another of the domain that asks whether it accepts any local part. */
  void holdBehindCatchAll(Probe probe) {
    held.add(Held.behindCatchAll(probe.domain()), probe);
    noteThatItWaits(probe, now());
    nudge(probe.domain());
  }

  /** To be asked again after a while, or to have its verdict at its deadline. */
  void await(Probe probe, Duration delay) {
    long now = now();
    long notBefore = now + delay.toMillis();
    noteThatItWaits(probe, notBefore);
    long due = Math.min(notBefore, probe.deadline());
    if (isCancelled(probe)) {
      cancel(probe);
    } else if (due <= now) {
      outOfTime(probe, false);
    } else {
      putOff(probe, due);
      held.waitFor(Held.behindAddress(probe.address()), probe.attempts().cause());
    }
  }

  /** To be asked for the first time, but not before that time. */
  void awaitUntil(Probe probe, long notBefore) {
    putOff(probe, Math.min(notBefore, probe.deadline()));
    nudge(probe.domain());
  }

  private void putOff(Probe probe, long due) {
    byte[] id = ByteBuffer.allocate(16).putLong(probe.job()).putLong(probe.row().row()).array();
    waiting.put(due, id, serde.serialize(probe));
    waits.wait(probe.job(), probe.attempts().cause(), probe.rows(), due);
  }

  /** Takes in line again whose time has come. */
  void takeDue(int most) {
    long now = now();
    waiting.takeDue(
        now,
        most,
        (due, bytes) -> {
          Probe probe = waitedUntil(due, bytes);
          if (isCancelled(probe)) {
            cancel(probe);
          } else if (probe.deadline() <= now) {
            outOfTime(probe, false);
          } else {
            lineUpAgain(probe);
          }
        });
  }

  /** Gives their verdict to rows in line or held whose deadline has passed. */
  void takeExpired(int most) {
    long now = now();
    for (Deadlines.Target target = deadlines.poll(now); target != null; ) {
      List<Probe> expired =
          switch (target) {
            case Deadlines.InLine line -> backlog.removeExpired(line, now, most);
            case Deadlines.Behind behind -> held.removeExpired(behind, now, most);
          };
      boolean greylisting =
          target instanceof Deadlines.Behind(String name)
              && name.indexOf('@') < 0
              && domains.of(Held.domainOf(name)).greylisting();
      expired.forEach(probe -> outOfTime(probe, greylisting));
      target = expired.size() < most ? deadlines.poll(now) : null;
    }
  }

  /** What came of asking for it is its verdict, and that of others with its address. */
  void answer(Probe probe, Finding finding) {
    Verdict verdict = results.live(probe, finding);
    Answer answer = Answer.of(probe, finding);
    if (verdict.status() != Status.UNKNOWN) {
      recent.answered(probe.address(), answer);
      recentSweep.dirtied(now());
    } else {
      forgetThatItWaited(probe);
    }
    releases.add(
        Held.behindAddress(probe.address()), new Releases.Fate.Share(answer), Integer.MAX_VALUE);
    left(probe, finding.again() == Finding.Again.GREYLISTED);
  }

  /** What came of asking for another with its address is its verdict. */
  void reuse(Probe probe, Answer answer) {
    results.cached(probe, answer);
    left(probe, false);
  }

  /** It could not be asked for, through a fault of ours. */
  void fail(Probe probe, Throwable failure) {
    results.failed(probe, failure);
    left(probe, false);
  }

  /** It is another lane's from now on. */
  void gone(Probe probe) {
    left(probe, false);
  }

  /**
   * Its deadline has passed.
   *
   * @param greylisting whether it waited behind a domain that greylists
   */
  void outOfTime(Probe probe, boolean greylisting) {
    results.outOfTime(probe, greylisting);
    left(probe, false);
  }

  /** Whether any row is anywhere. */
  boolean hasRows() {
    return backlog.size() > 0 || held.size() > 0 || waiting.nextDue() != DueQueue.NEVER;
  }

  /** A row as it was put off until then, and waits no more. */
  Probe waitedUntil(long due, byte[] putOff) {
    Probe probe = serde.deserialize(putOff);
    waits.waitNoMore(probe.job(), probe.attempts().cause(), probe.rows(), due);
    return probe;
  }

  /** Why a row with an address of the domain waits to be asked again. */
  private WaitCause causeOfWaiting(String domain) {
    return domains.of(domain).leaders() > 0 ? WaitCause.GREYLISTING : WaitCause.TEMPORARY_FAILURE;
  }

  private void tellWhetherItGreylists(Domain domain) {
    held.waitFor(
        Held.behindDomain(domain.name), domain.greylisting() ? WaitCause.GREYLISTING : null);
  }

  /** Whether nobody waits for its verdict any more. */
  boolean isCancelled(Probe probe) {
    return cancelled.has(probe.job());
  }

  /** Its job is cancelled. */
  void cancel(Probe probe) {
    results.cancelled(probe);
    left(probe, false);
  }

  /** Does what is due with rows that were held. */
  void release(int most) {
    releases.turn(
        most,
        this::reconsider,
        (probe, fate) -> {
          switch (fate) {
            case Releases.Fate.Line _ -> lineUpAgain(probe);
            case Releases.Fate.Share(Answer answer) -> {
              if (probe.wantsTranscript() && answer.finding().again() == Finding.Again.NO) {
                lineUpAgain(probe);
              } else {
                reuse(probe, answer);
              }
            }
            case Releases.Fate.Greylisted _ -> {
              results.greylistedWithOthers(probe);
              left(probe, true);
            }
          }
        });
  }

  /** Nobody asks for its address before that time. */
  void noteThatItWaits(Probe probe, long notBefore) {
    long now = now();
    if (!(recent.find(probe.address(), now) instanceof Recent.Known.Answered)) {
      recent.waits(probe.address(), notBefore);
      recentSweep.dirtied(now);
    }
  }

  private void forgetThatItWaited(Probe probe) {
    if (recent.find(probe.address(), now()) instanceof Recent.Known.Waiting(long notBefore)) {
      if (notBefore > now()) {
        recent.abandoned(probe.address(), notBefore);
      } else {
        recent.forget(probe.address());
      }
    }
  }

  /** A row has its verdict, or is gone: others may have waited for that. */
  private void left(Probe probe, boolean greylistedForGood) {
    if (probe.attempts().made() > 0) {
      forgetThatItWaited(probe);
    }
    // others may wait behind it even if it was never answered
    releases.add(Held.behindAddress(probe.address()), Releases.LINE, Integer.MAX_VALUE);
    if (probe.attempts().greylisted()) {
      Domain domain = domains.of(probe.domain());
      domain.leaderLeft();
      if (domain.greylisting() && domain.leaders() == 0) {
        domain.greylistsNoMore();
        if (greylistedForGood) {
          releases.add(Held.behindDomain(domain.name), Releases.GREYLISTED, Integer.MAX_VALUE);
        }
      }
      save(domain);
    }
    nudge(probe.domain());
  }

  void save(Domain domain) {
    domains.save(domain);
    tellWhetherItGreylists(domain);
    domainSweep.dirtied(now());
  }

  /** Something has happened to a row of the domain: others may have waited for that. */
  void nudge(String name) {
    boolean behindDomain = held.find(Held.behindDomain(name)) != null;
    boolean behindCatchAll = held.find(Held.behindCatchAll(name)) != null;
    if (!behindDomain && !behindCatchAll) {
      return;
    }
    long now = now();
    Domain domain = domains.of(name);
    if (behindDomain && !domain.greylisting()) {
      releases.add(Held.behindDomain(name), Releases.LINE, domain.room(now));
    }
    if (behindCatchAll && !domain.isAskedForCatchAll()) {
      releases.add(
          Held.behindCatchAll(name),
          Releases.LINE,
          domain.knowsCatchAll(now) ? Integer.MAX_VALUE : 1);
    }
  }
}
