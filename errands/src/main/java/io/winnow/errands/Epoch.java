package io.winnow.errands;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The work of one task from {@code init()} to {@code close()}; {@link ErrandProcessor} tells how
 * and why. Stream thread only.
 */
final class Epoch<
    K extends @Nullable Object,
    V extends @Nullable Object,
    A extends @Nullable Object,
    KOut extends @Nullable Object,
    VOut extends @Nullable Object> {
  private static final long AGE_REFRESH_MILLIS = 1_000;

  private final ErrandSettings settings;
  private final Errand<K, V, A, KOut, VOut> errand;
  private final ProcessorContext<KOut, VOut> context;
  private final CommitStore<String, PendingEntry<K, V>> pending;
  private final RetryQueue<K, V> retries;
  private final DeadLetters<K, V> deadLetters;
  private final TaskMetrics metrics;

  private final Completions<K, V, A> completions = new Completions<>();
  private final Queue<PendingEntry<K, V>> backlog = new ArrayDeque<>();
  private final Ticker ticker;
  private final TaskClock clock;
  private final int maxInFlight;
  private final int retriesPerTurn;
  private int inFlight;
  private long oldestSince;
  private long ageRefreshed;

  Epoch(
      ErrandSettings settings,
      Errand<K, V, A, KOut, VOut> errand,
      ProcessorContext<KOut, VOut> context,
      CommitStore<String, PendingEntry<K, V>> pending,
      RetryQueue<K, V> retries,
      DeadLetters<K, V> deadLetters,
      TaskMetrics metrics) {
    this.settings = settings;
    this.errand = errand;
    this.context = context;
    this.pending = pending;
    this.retries = retries;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.ticker = new Ticker(context, settings.tick(), this::tick);
    this.clock = new TaskClock(context);
    this.maxInFlight = settings.maxInFlight();
    this.retriesPerTurn = Math.max(1, maxInFlight / 8);

    pending.beforeCommit(() -> WaitAllowance.ofThisThread().renew());
    pending.forEach((id, entry) -> backlog.add(entry));
    show();
    schedule();
  }

  void process(Record<K, V> record) {
    collect();
    if (pending.size() >= maxInFlight) {
      awaitRoom();
    }
    String id = idOf(record);
    if (id != null && (pending.size() == 0 || pending.get(id) == null)) {
      accept(id, record);
    }
    if (pending.size() > 0) {
      ticker.fast();
    } else if (!ticker.isFast()) {
      schedule();
    }
  }

  void end() {
    completions.close();
    ticker.stop();
    pending.forEach((id, entry) -> entry.ground());
    metrics.close();
  }

  private void tick() {
    collect();
    takeDueRetries();
    beginBacklog();
    show();
    schedule();
  }

  private void accept(String id, Record<K, V> record) {
    if (inFlight >= maxInFlight) {
      accept(new PendingEntry<>(id, record, 1, clock.now()));
      return;
    }
    CompletableFuture<A> future = run(record, 1);
    if (future.isDone()) {
      metrics.atHand();
      decide(id, record, 1, future);
    } else {
      PendingEntry<K, V> entry = new PendingEntry<>(id, record, 1, clock.now());
      pending.putNew(id, entry);
      takeOff(entry, future);
    }
  }

  private void accept(PendingEntry<K, V> entry) {
    pending.putNew(entry.id(), entry);
    backlog.add(entry);
  }

  /** Settles what has come back and begins what there is room for. */
  private void collect() {
    for (Flight<K, V, A> flight = completions.poll(); flight != null; flight = completions.poll()) {
      inFlight--;
      metrics.completed();
      settle(flight.entry(), flight.future());
    }
    beginBacklog();
  }

  private void beginBacklog() {
    while (inFlight < maxInFlight && !backlog.isEmpty()) {
      PendingEntry<K, V> entry = backlog.remove();
      CompletableFuture<A> future = run(entry.record(), entry.attempt());
      if (future.isDone()) {
        settle(entry, future);
      } else {
        takeOff(entry, future);
      }
    }
  }

  private void takeOff(PendingEntry<K, V> entry, CompletableFuture<A> future) {
    Flight<K, V, A> flight = new Flight<>(entry, future, completions);
    entry.takeOff(flight);
    inFlight++;
    flight.begin();
  }

  private void settle(PendingEntry<K, V> entry, CompletableFuture<A> future) {
    entry.settle();
    pending.delete(entry.id());
    decide(entry.id(), entry.record(), entry.attempt(), future);
  }

  private void takeDueRetries() {
    int room = maxInFlight - pending.size();
    int limit = Math.max(room, backlog.isEmpty() ? retriesPerTurn : 0);
    long now = clock.now();
    retries.takeDue(
        now,
        limit,
        entry -> {
          // under at_least_once its record may have come again, and the work begun with that
          if (pending.get(entry.id()) == null) {
            accept(entry.pendingSince(now));
          }
        });
  }

  private CompletableFuture<A> run(Record<K, V> record, int attempt) {
    try {
      return Objects.requireNonNull(
              errand.run(record.key(), record.value(), attempt), "run() returned null")
          .toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(new NotBegun(e));
    }
  }

  /** The id, or null when the record became a dead letter instead. */
  private @Nullable String idOf(Record<K, V> record) {
    String id;
    try {
      id = errand.id(record);
    } catch (RuntimeException e) {
      deadLetters.send(record, 0, "id() threw", e);
      return null;
    }
    if (id == null || id.isEmpty()) {
      deadLetters.send(record, 0, "id() returned nothing", null);
      return null;
    }
    return id;
  }

  private void decide(String id, Record<K, V> record, int attempt, CompletableFuture<A> future) {
    Throwable failure = failureOf(future);
    if (failure instanceof NotBegun notBegun) {
      deadLetters.send(record, attempt, "run() threw", notBegun.getCause());
      return;
    }
    Decision<KOut, VOut> decision;
    try {
      decision =
          failure == null
              ? errand.answered(record, attempt, future.resultNow())
              : errand.failed(record, attempt, failure);
      Objects.requireNonNull(decision, "the decision is null");
    } catch (RuntimeException e) {
      deadLetters.send(record, attempt, "answered() or failed() threw", e);
      return;
    }
    switch (decision) {
      case Decision.Forward<KOut, VOut>(String child, Record<KOut, VOut> result) ->
          context.forward(result, child);
      case Decision.Done<KOut, VOut>() -> {}
      case Decision.RetryAfter<KOut, VOut>(Duration delay) -> {
        long now = clock.now();
        retries.put(now + delay.toMillis(), new PendingEntry<>(id, record, attempt + 1, now));
        metrics.putOff(retries.waiting());
      }
      case Decision.DeadLetter<KOut, VOut>(String why) ->
          deadLetters.send(record, attempt, why, failure);
    }
  }

  private static @Nullable Throwable failureOf(CompletableFuture<?> future) {
    return switch (future.state()) {
      case SUCCESS -> null;
      case FAILED -> future.exceptionNow();
      case CANCELLED -> new CancellationException("the attempt was cancelled");
      case RUNNING -> throw new IllegalStateException("the attempt is still under way");
    };
  }

  /** Waits until there is room, or the allowance is used up, collecting answers meanwhile. */
  private void awaitRoom() {
    WaitAllowance allowance = WaitAllowance.ofThisThread();
    long allowed =
        Math.min(
            settings.maxWaitPerRecord().toNanos(),
            allowance.left(settings.maxWaitBetweenCommits().toNanos()));
    long slice = settings.maxWaitSlice().toNanos();
    long start = System.nanoTime();
    long waited = 0;
    while (pending.size() >= maxInFlight
        && waited < allowed
        && !Thread.currentThread().isInterrupted()) {
      completions.await(Math.min(slice, allowed - waited));
      long elapsed = System.nanoTime() - start;
      clock.waited(elapsed - waited);
      waited = elapsed;
      collect();
    }
    if (waited > 0) {
      allowance.spend(waited);
      metrics.waited(waited);
    }
  }

  private void schedule() {
    if (pending.size() > 0) {
      ticker.fast();
    } else if (retries.nextDue() != RetryQueue.NEVER) {
      ticker.once(retries.nextDue(), clock.now());
    } else {
      ticker.stop();
    }
  }

  private void show() {
    long now = clock.now();
    if (pending.size() == 0) {
      oldestSince = now;
    } else if (now - ageRefreshed >= AGE_REFRESH_MILLIS) {
      ageRefreshed = now;
      oldestSince = now;
      pending.forEach((id, entry) -> oldestSince = Math.min(oldestSince, entry.since()));
    }
    metrics.show(inFlight, pending.size(), retries.waiting(), now - oldestSince);
  }

  /** The errand threw instead of beginning an attempt. */
  private static final class NotBegun extends Exception {
    NotBegun(RuntimeException cause) {
      super(cause);
    }
  }
}
