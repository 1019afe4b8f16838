package io.winnow.verifier.probing;

import io.winnow.contracts.Reason;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.lanes.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a row may be asked now, has it asked, and hears what came of it. */
final class Asking {
  private static final Logger log = LoggerFactory.getLogger(Asking.class);

  /** How long a domain that has let us through is taken not to greylist us. */
  private static final long TRUST_MILLIS = Duration.ofHours(24).toMillis();

  /** Trust is renewed when less than this is left of it, not with every answer. */
  private static final long RENEW_MILLIS = Duration.ofHours(23).toMillis();

  /** What is being asked at its deadline may come to its end for so long. */
  private static final long GRACE_MILLIS = 30_000;

  private final Places places;
  private final OpenLanes lanes;
  private final OtherLanes others;
  private final ProbingSettings settings;
  private final Delays delays;
  private final TaskMeters meters;
  private final Landings landings = new Landings();
  private final Map<String, Flight> flights = new HashMap<>();

  Asking(
      Places places,
      OpenLanes lanes,
      OtherLanes others,
      ProbingSettings settings,
      TaskMeters meters) {
    this.places = places;
    this.lanes = lanes;
    this.others = others;
    this.settings = settings;
    this.delays = new Delays(settings);
    this.meters = meters;
  }

  /** How many are being asked. */
  int underWay() {
    return flights.size();
  }

  /** An answer of late that will do for the row, or null. */
  @Nullable Answer reusable(Probe probe) {
    return !probe.wantsTranscript()
            && places.recent.find(probe.address(), places.now())
                instanceof Recent.Known.Answered(Answer answer)
        ? answer
        : null;
  }

  /**
   * Asks for the mailbox, or moves the row to where it has to be.
   *
   * @param taken from the backlog, in a lane that has room
   * @return whether it is being asked
   */
  boolean dispatch(Taken taken) {
    Probe probe = taken.probe();
    String address = probe.address();
    long now = places.now();
    if (places.isCancelled(probe)) {
      places.backlog.remove(taken);
      places.cancel(probe);
      return false;
    }
    if (probe.deadline() <= now) {
      places.backlog.remove(taken);
      places.outOfTime(probe, false);
      return false;
    }
    Recent.Known known = places.recent.find(address, now);
    if (known instanceof Recent.Known.Answered(Answer answer) && !probe.wantsTranscript()) {
      places.backlog.remove(taken);
      meters.reused();
      places.reuse(probe, answer);
      return false;
    }
    if (flights.containsKey(address)
        || (known instanceof Recent.Known.Waiting && probe.attempts().made() == 0)) {
      places.backlog.remove(taken);
      places.holdBehindAddress(probe);
      return false;
    }
    if (known instanceof Recent.Known.Abandoned(long notBefore)) {
      places.backlog.remove(taken);
      places.awaitUntil(probe, notBefore);
      return false;
    }
    Domain domain = places.domains.of(probe.domain());
    if (probe.attempts().accepted()) {
      if (domain.knowsCatchAll(now)) {
        places.backlog.remove(taken);
        conclude(probe, probe.attempts(), domain.catchAll(now));
        return false;
      }
      if (domain.isAskedForCatchAll()) {
        places.backlog.remove(taken);
        places.holdBehindCatchAll(probe);
        return false;
      }
    } else if (!probe.attempts().greylisted() && (domain.greylisting() || domain.room(now) <= 0)) {
      places.backlog.remove(taken);
      places.holdBehindDomain(probe);
      return false;
    }
    ask(taken, address, domain, now);
    return true;
  }

  private void ask(Taken taken, String address, Domain domain, long now) {
    Probe probe = taken.probe();
    CatchAll known = domain.catchAll(now);
    boolean unknown = known == CatchAll.NOT_ASKED;
    boolean blind = unknown && domain.isAskedForCatchAll();
    CompletableFuture<Finding> future =
        lanes.ask(
            new Inquiry(
                probe.lane(),
                probe.localPart(),
                probe.domain(),
                probe.request().mailHosts(),
                blind ? CatchAll.INCONCLUSIVE : known,
                probe.wantsTranscript()));
    Flight flight = new Flight(taken, domain, unknown && !blind, blind, future);
    domain.asked(flight);
    flights.put(address, flight);
    meters.asked();
    landings.await(flight);
  }

  /**
   * Hears all that has come back.
   *
   * @return the lanes where that was
   */
  Set<String> hear() {
    Flight flight = landings.poll();
    if (flight == null) {
      return Set.of();
    }
    Set<String> touched = new HashSet<>();
    for (; flight != null; flight = landings.poll()) {
      hear(flight);
      touched.add(flight.probe().lane());
    }
    return touched;
  }

  private void hear(Flight flight) {
    Probe probe = flight.probe();
    flights.remove(probe.address());
    flight.domain().returned(flight);
    lanes.returned(probe.lane());
    places.backlog.remove(flight.taken());
    switch (flight.future().state()) {
      case SUCCESS -> hear(flight, probe, flight.future().resultNow());
      case FAILED -> hear(probe, flight.future().exceptionNow());
      case CANCELLED -> hear(probe, new CancellationException("it took too long"));
      case RUNNING -> throw new IllegalStateException("the inquiry is still under way");
    }
    places.nudge(probe.domain());
  }

  private void hear(Flight flight, Probe probe, Finding finding) {
    Domain domain = flight.domain();
    Attempts attempts = probe.attempts().after(finding);
    learnCatchAll(flight, finding);
    switch (finding.again()) {
      case NO -> {
        domain.didNotGreylist();
        if (letThrough(probe, finding)) {
          trust(domain);
        }
        concludeOrPark(flight, probe, attempts, finding);
      }
      case LATER -> {
        domain.didNotGreylist();
        again(probe.with(attempts), finding, delays.troubled(attempts, finding));
      }
      case ELSEWHERE -> {
        domain.didNotGreylist();
        Duration delay = delays.troubled(attempts, finding);
        boolean waits = delay != null && mayBeAskedHereAlone(probe, finding);
        if (!waits && others.takeOver(probe)) {
          places.gone(probe);
        } else {
          again(probe.with(attempts), finding, delay);
        }
      }
      case GREYLISTED -> {
        if (!probe.attempts().greylisted()) {
          domain.leaderCame();
        }
        if (!domain.trusted(places.now())) {
          domain.greylists();
        }
        places.save(domain);
        Duration delay = delays.greylisted(attempts);
        if (delay == null) {
          long notBefore = places.now() + delays.afterTheLast(finding).toMillis();
          places.noteThatItWaits(probe, notBefore);
        }
        again(probe.with(attempts), finding, delay);
      }
    }
  }

  /**
   * A local part beyond ASCII may be taken by the hosts that could not be reached and not by the
   * next ones, of whom nothing would be learnt then.
   */
  private static boolean mayBeAskedHereAlone(Probe probe, Finding finding) {
    return probe.needsSmtpUtf8() && finding.refusal() != Reason.SMTPUTF8_UNSUPPORTED;
  }

  /** A fault of ours, or its time was up. */
  private void hear(Probe probe, Throwable failure) {
    if (probe.deadline() <= places.now()) {
      places.outOfTime(probe, false);
      return;
    }
    log.warn(
        "asking for row {}/{} failed: {}",
        probe.row().job(),
        probe.row().row(),
        failure.toString());
    log.debug("asking failed", failure);
    Attempts attempts = probe.attempts().afterFault(Instant.ofEpochMilli(places.now()));
    Duration delay = delays.troubled(attempts, null);
    if (delay == null) {
      places.fail(probe.with(attempts), failure);
    } else {
      places.await(probe.with(attempts), delay);
    }
  }

  private void again(Probe probe, Finding finding, @Nullable Duration delay) {
    if (delay == null) {
      places.answer(probe, finding);
    } else {
      meters.putOff();
      places.await(probe, delay);
    }
  }

  /** Whether the answer says that the domain does not greylist us, or no longer. */
  private static boolean letThrough(Probe probe, Finding finding) {
    return switch (finding.stage()) {
      case RCPT, PROBE -> finding.accepted() || probe.attempts().greylisted();
      case CONNECT, BANNER, EHLO, STARTTLS, MAIL -> false;
    };
  }

  private void trust(Domain domain) {
    long now = places.now();
    if (domain.greylisting() || !domain.trusted(now + RENEW_MILLIS)) {
      domain.trust(now + TRUST_MILLIS);
      places.save(domain);
    }
  }

  private void learnCatchAll(Flight flight, Finding finding) {
    long now = places.now();
    Domain domain = flight.domain();
    Duration ttl =
        switch (finding.catchAll()) {
          case YES -> settings.catchAllFor();
          case NO -> settings.notCatchAllFor();
          case INCONCLUSIVE -> flight.asksForCatchAll() ? settings.inconclusiveFor() : null;
          case NOT_ASKED -> null;
        };
    if (ttl != null && !domain.knowsCatchAll(now)) {
      domain.learn(finding.catchAll(), now + ttl.toMillis());
      places.save(domain);
    }
  }

  private void concludeOrPark(Flight flight, Probe probe, Attempts attempts, Finding finding) {
    CatchAll known = flight.domain().catchAll(places.now());
    if (known == CatchAll.NOT_ASKED && flight.blind() && finding.accepted()) {
      places.holdBehindCatchAll(probe.with(attempts));
    } else if (known == CatchAll.NOT_ASKED && !flight.blind()) {
      conclude(probe, attempts, finding.catchAll());
    } else {
      conclude(probe, attempts, known);
    }
  }

  private void conclude(Probe probe, Attempts attempts, CatchAll catchAll) {
    Finding last = attempts.last();
    if (last == null) {
      throw new IllegalStateException("a row without a finding has no verdict");
    }
    places.answer(probe.with(attempts), Results.with(last, catchAll));
  }

  /** Gives up what is being asked long after its deadline. */
  void cancelOverdue() {
    long now = places.now();
    for (Flight flight : flights.values().toArray(Flight[]::new)) {
      long deadline = flight.probe().deadline();
      if (deadline != Probe.NO_DEADLINE && deadline + GRACE_MILLIS <= now) {
        flight.future().cancel(true);
      }
    }
  }

  /** Hears nothing any more, and gives everything up. */
  void end() {
    landings.close();
    flights.values().forEach(flight -> flight.future().cancel(true));
  }
}
