package io.winnow.sink.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookDelivery.Attempt;
import io.winnow.contracts.WebhookDelivery.State;
import io.winnow.contracts.WebhookEvent;
import io.winnow.errands.Decision;
import io.winnow.errands.Errand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a webhook of an event until it has heard, and keeps the log. A record names an event and a
 * round of it; what is to be told is in the book. A round that is not the latest any more, or not
 * pending, is over: nothing is sent for it.
 */
final class DeliverErrand implements Errand<String, Integer, Outcome, String, @Nullable Object> {
  private static final Logger log = LoggerFactory.getLogger(DeliverErrand.class);

  /** How long it is worth telling that a job was half done. */
  private static final Duration PROGRESS_FOR = Duration.ofMinutes(10);

  private final Sender sender;
  private final Letters letters;
  private final Backoff backoff;
  private final Duration retryFor;
  private final AttemptMeters meters;
  private @Nullable DeliveryBook book;

  DeliverErrand(
      Sender sender,
      Letters letters,
      List<Duration> retryDelays,
      Duration retryFor,
      MeterRegistry meters) {
    this.sender = sender;
    this.letters = letters;
    this.backoff = new Backoff(retryDelays);
    this.retryFor = retryFor;
    this.meters = new AttemptMeters(meters);
  }

  @Override
  public void open(ProcessorContext<String, @Nullable Object> context) {
    book = new DeliveryBook(context);
  }

  @Override
  public String id(Record<String, Integer> record) {
    return record.key() + "#" + record.value();
  }

  @Override
  public CompletionStage<Outcome> run(String event, Integer round, int attempt) {
    Told told = book().of(event);
    if (told == null || !isOpen(told, round)) {
      return CompletableFuture.completedFuture(Outcome.NOTHING);
    }
    Instant at = book().now();
    long start = System.nanoTime();
    CompletableFuture<Answer> answer = sender.send(letters.of(told));
    // not by thenApply: who cancels this must cancel what is under way
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    var _ =
        answer.whenComplete(
            (result, failure) -> {
              long millis = (System.nanoTime() - start) / 1_000_000;
              if (failure == null) {
                outcome.complete(Outcome.of(at, millis, result));
              } else {
                outcome.completeExceptionally(failure);
              }
            });
    var _ =
        outcome.whenComplete(
            (_, _) -> {
              if (outcome.isCancelled()) {
                answer.cancel(true);
              }
            });
    return outcome;
  }

  private static boolean isOpen(Told told, int round) {
    return told.delivery().state() == State.PENDING && told.delivery().round() == round;
  }

  @Override
  public Decision<String, @Nullable Object> answered(
      Record<String, Integer> record, int attempt, Outcome outcome) {
    Told told = book().of(record.key());
    Attempt made = outcome.attempt();
    if (told == null || made == null) {
      return new Decision.Done<>();
    }
    meters.count(outcome);
    Told after = told.after(made);
    if (outcome.end() == Outcome.End.DELIVERED) {
      book().put(after.as(State.DELIVERED, null));
      return new Decision.Done<>();
    }
    if (!isOpen(told, record.value())) {
      // somebody has asked for another round meanwhile, or that one has been delivered
      book().put(after);
      return new Decision.Done<>();
    }
    if (outcome.end() == Outcome.End.REFUSED) {
      book().put(after.as(State.REFUSED, null));
      return new Decision.Done<>();
    }
    Duration delay = backoff.after(record.key(), attempt, outcome.retryAfter());
    Instant next = book().now().plus(delay);
    if (next.isAfter(lastMoment(told.delivery()))) {
      book().put(after.as(State.GIVEN_UP, null));
      return new Decision.Done<>();
    }
    book().put(after.as(State.PENDING, next));
    return new Decision.RetryAfter<>(delay);
  }

  private Instant lastMoment(WebhookDelivery delivery) {
    Duration worth =
        delivery.event() == WebhookEvent.PROGRESS && PROGRESS_FOR.compareTo(retryFor) < 0
            ? PROGRESS_FOR
            : retryFor;
    return delivery.roundBegunAt().plus(worth);
  }

  /** A fault of ours, which must not cost the receiver its event. */
  @Override
  public Decision<String, @Nullable Object> failed(
      Record<String, Integer> record, int attempt, Throwable failure) {
    log.warn("telling a webhook of {} failed", id(record), failure);
    Answer internal =
        new Answer.Failed(Answer.Fault.INTERNAL, "Winnow failed at it; its log says why");
    return answered(record, attempt, Outcome.of(book().now(), 0, internal));
  }

  private DeliveryBook book() {
    if (book == null) {
      throw new IllegalStateException("a record came before open()");
    }
    return book;
  }
}
