package io.winnow.sink.webhooks;

import io.winnow.contracts.Job;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookDelivery.Attempt;
import io.winnow.contracts.WebhookDelivery.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as the topology keeps it.
 *
 * @param v version of this record's form
 * @param delivery how its delivery stands
 * @param job as it was when it happened, which is what is told
 */
record Told(int v, WebhookDelivery delivery, Job job) {
  private static final int VERSION = 1;

  Told(WebhookDelivery delivery, Job job) {
    this(VERSION, delivery, job);
  }

  /** One that is about to be tried for the first time. */
  static Told first(DueEvent due, Job job, Instant now) {
    return new Told(
        new WebhookDelivery(
            WebhookDelivery.VERSION,
            job.id(),
            due.id(),
            due.event(),
            due.webhook(),
            State.PENDING,
            1,
            due.at(),
            now,
            0,
            List.of(),
            null),
        job);
  }

  /** The same with another round, that begins now. */
  Told again(Instant now) {
    return with(
        State.PENDING, delivery.round() + 1, now, delivery.tries(), delivery.attempts(), null);
  }

  /** The same in another state. */
  Told as(State state, @Nullable Instant nextAttemptAt) {
    return with(
        state,
        delivery.round(),
        delivery.roundBegunAt(),
        delivery.tries(),
        delivery.attempts(),
        nextAttemptAt);
  }

  /** The same after one more attempt. */
  Told after(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(delivery.attempts());
    all.add(attempt);
    int surplus = Math.max(0, all.size() - WebhookDelivery.MOST_ATTEMPTS);
    return with(
        delivery.state(),
        delivery.round(),
        delivery.roundBegunAt(),
        delivery.tries() + 1,
        all.subList(surplus, all.size()),
        delivery.nextAttemptAt());
  }

  private Told with(
      State state,
      int round,
      Instant roundBegunAt,
      int tries,
      List<Attempt> attempts,
      @Nullable Instant nextAttemptAt) {
    return new Told(
        new WebhookDelivery(
            WebhookDelivery.VERSION,
            delivery.job(),
            delivery.id(),
            delivery.event(),
            delivery.webhook(),
            state,
            round,
            delivery.createdAt(),
            roundBegunAt,
            tries,
            attempts,
            nextAttemptAt),
        job);
  }
}
