package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Level;
import io.winnow.contracts.ProbeRequested;
import io.winnow.errands.Decision;
import io.winnow.errands.Errand;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.probing.LaneChoice;
import io.winnow.verifier.publish.VerifiedRow;
import io.winnow.verifier.resolve.MailExchangers;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.verdict.Evidence;
import io.winnow.verifier.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the DNS where a row's mail goes; asks again later when nothing was learnt. */
final class ResolveErrand implements Errand<byte[], ScreenedRow, Route, String, Object> {
  private static final Logger log = LoggerFactory.getLogger(ResolveErrand.class);

  private final Screen screen;
  private final Function<String, ? extends CompletionStage<Route>> routes;
  private final List<Duration> retryDelays;
  private final Optional<LaneChoice> lanes;
  private final CancelledJobs cancelled;
  private @Nullable DnsWaits waits;

  /**
   * @param screen knows mail hosts
   * @param routes by domain; {@link MailExchangers#of} outside of tests
   * @param retryDelays before each further time
   * @param lanes where mailboxes are asked for; empty when none are
   * @param cancelled jobs whose rows are not asked about any more
   */
  ResolveErrand(
      Screen screen,
      Function<String, ? extends CompletionStage<Route>> routes,
      List<Duration> retryDelays,
      Optional<LaneChoice> lanes,
      CancelledJobs cancelled) {
    this.cancelled = cancelled;
    this.screen = screen;
    this.routes = routes;
    this.retryDelays = retryDelays;
    this.lanes = lanes;
  }

  @Override
  public void open(ProcessorContext<String, Object> context) {
    waits = new DnsWaits(context);
  }

  @Override
  public @Nullable DnsWaits watch() {
    return waits;
  }

  @Override
  public void close() {
    if (waits != null) {
      waits.close();
    }
  }

  @Override
  public String id(Record<byte[], ScreenedRow> record) {
    AddressSubmitted row = record.value().row();
    return row.job() + "/" + row.row();
  }

  @Override
  public CompletionStage<Route> run(byte[] key, ScreenedRow value, int attempt) {
    if (!(value.screened() instanceof Screened.Mailbox mailbox)) {
      return CompletableFuture.failedStage(new NotAsked());
    }
    if (cancelled.has(value.row().job().value())) {
      return CompletableFuture.failedStage(new NotAsked());
    }
    try {
      return routes.apply(mailbox.domain());
    } catch (RuntimeException e) {
      // a fault of ours, which must not cost the row its verdict
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public Decision<String, Object> answered(
      Record<byte[], ScreenedRow> record, int attempt, Route route) {
    if (!(record.value().screened() instanceof Screened.Mailbox mailbox)) {
      return verdict(record, new Evidence.OfScreen(record.value().screened()));
    }
    if (route instanceof Route.Unanswered && attempt <= retryDelays.size()) {
      if (isCancelled(record)) {
        return verdict(record, new Evidence.Cancelled(mailbox));
      }
      return new Decision.RetryAfter<>(retryDelays.get(attempt - 1));
    }
    if (route instanceof Route.MailHosts found
        && lanes.isPresent()
        && record.value().row().level() == Level.SMTP) {
      if (isCancelled(record)) {
        return verdict(record, new Evidence.Cancelled(mailbox));
      }
      return probe(record, mailbox, found, lanes.get());
    }
    Screened.Mailbox known =
        route instanceof Route.MailHosts found
            ? screen.withMailHosts(mailbox, found.hosts())
            : mailbox;
    return verdict(record, new Evidence.OfRoute(known, route));
  }

  /**
   * Our fault, so nothing is known; the row gets its verdict all the same. A row that no longer
   * passes the screen was not asked about, and gets what the screen says.
   */
  @Override
  public Decision<String, Object> failed(
      Record<byte[], ScreenedRow> record, int attempt, Throwable failure) {
    if (!(record.value().screened() instanceof Screened.Mailbox mailbox)) {
      return verdict(record, new Evidence.OfScreen(record.value().screened()));
    }
    if (failure instanceof NotAsked) {
      return verdict(record, new Evidence.Cancelled(mailbox));
    }
    log.warn("resolving row {} failed", id(record), failure);
    return verdict(record, new Evidence.OfFailure(failure.toString()));
  }

  private boolean isCancelled(Record<byte[], ScreenedRow> record) {
    return cancelled.has(record.value().row().job().value());
  }

  /** Says that there is nothing to ask; without a trace, since it is no fault. */
  private static final class NotAsked extends Exception {
    NotAsked() {
      super("the row no longer passes the screen, or its job is cancelled", null, false, false);
    }
  }

  private static Decision<String, Object> probe(
      Record<byte[], ScreenedRow> record,
      Screened.Mailbox mailbox,
      Route.MailHosts found,
      LaneChoice lanes) {
    LaneChoice.Choice lane = lanes.of(found.hosts(), mailbox.domain());
    return new Decision.Forward<>(
        VerificationTopology.WRITE_PROBES,
        new Record<>(
            lane.name(),
            new ProbeRequested(
                lane.operator(), found.hosts(), found.implicit(), record.value().row()),
            record.timestamp(),
            record.headers()));
  }

  private static Decision<String, Object> verdict(
      Record<byte[], ScreenedRow> record, Evidence evidence) {
    AddressSubmitted row = record.value().row();
    return new Decision.Forward<>(
        VerificationTopology.PUBLISH,
        new Record<>(
            row.address(),
            new VerifiedRow(row, Verdicts.of(evidence)),
            record.timestamp(),
            record.headers()));
  }
}
