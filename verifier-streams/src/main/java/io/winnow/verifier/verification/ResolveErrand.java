package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.SliceId;
import io.winnow.errands.Decision;
import io.winnow.errands.Errand;
import io.winnow.verifier.resolve.MailExchangers;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.verdict.Evidence;
import io.winnow.verifier.verdict.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the DNS where a row's mail goes; asks again later when nothing was learnt. */
final class ResolveErrand implements Errand<byte[], ScreenedRow, Route, SliceId, AddressVerified> {
  private static final Logger log = LoggerFactory.getLogger(ResolveErrand.class);

  private final Function<String, ? extends CompletionStage<Route>> routes;
  private final List<Duration> retryDelays;

  /**
   * @param routes by domain; {@link MailExchangers#of} outside of tests
   * @param retryDelays before each further time
   */
  ResolveErrand(
      Function<String, ? extends CompletionStage<Route>> routes, List<Duration> retryDelays) {
    this.routes = routes;
    this.retryDelays = retryDelays;
  }

  @Override
  public String id(Record<byte[], ScreenedRow> record) {
    AddressSubmitted row = record.value().row();
    return row.job() + "/" + row.row();
  }

  @Override
  public CompletionStage<Route> run(byte[] key, ScreenedRow value, int attempt) {
    try {
      return routes.apply(value.mailbox().domain());
    } catch (RuntimeException e) {
      // a fault of ours, which must not cost the row its verdict
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public Decision<SliceId, AddressVerified> answered(
      Record<byte[], ScreenedRow> record, int attempt, Route route) {
    if (route instanceof Route.Unanswered && attempt <= retryDelays.size()) {
      return new Decision.RetryAfter<>(retryDelays.get(attempt - 1));
    }
    return verdict(record, new Evidence.OfRoute(record.value().mailbox(), route));
  }

  /** Our fault, so nothing is known; the row gets its verdict all the same. */
  @Override
  public Decision<SliceId, AddressVerified> failed(
      Record<byte[], ScreenedRow> record, int attempt, Throwable failure) {
    log.warn("resolving row {} failed", id(record), failure);
    return verdict(record, new Evidence.OfFailure(failure.toString()));
  }

  private static Decision<SliceId, AddressVerified> verdict(
      Record<byte[], ScreenedRow> record, Evidence evidence) {
    AddressSubmitted row = record.value().row();
    AddressVerified verified = AddressVerified.of(row, Verdicts.of(evidence));
    return new Decision.Forward<>(
        VerificationTopology.WRITE_VERIFIED,
        new Record<>(row.slice(), verified, record.timestamp(), record.headers()));
  }
}
