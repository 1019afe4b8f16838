package io.winnow.verifier.admission;

import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobId;
import io.winnow.errands.CommitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which submission holds an idempotency key. Of one stream thread. */
final class HeldKeys {
  static final String PREFIX = "key/";
  static final Duration HELD_FOR = Duration.ofHours(24);

  /** Most that one request looks at. */
  private static final int AT_A_TIME = 16;

  private final CommitStore<String, Kept> store;
  private final Deque<Age> byAge = new ArrayDeque<>();

  HeldKeys(CommitStore<String, Kept> store) {
    this.store = store;
  }

  private record Age(String place, Instant at) {}

  /** Takes up what the store has kept. */
  void restore(List<String> places) {
    places.stream()
        .map(place -> new Age(place, at(place)))
        .sorted(Comparator.comparing(Age::at))
        .forEach(byAge::addLast);
  }

  private Instant at(String place) {
    return store.get(place) instanceof Kept.Bound bound ? bound.at() : Instant.MIN;
  }

  /** Who holds the key; null when nobody does any more. */
  Kept.@Nullable Bound holder(String account, Idempotency idempotency, Instant now) {
    return store.get(place(account, idempotency)) instanceof Kept.Bound bound
            && !isOver(bound.at(), now)
        ? bound
        : null;
  }

  /** Gives the key to a submission, whoever had it before. */
  void hold(String account, Idempotency idempotency, JobId job, String nonce, Instant now) {
    String place = place(account, idempotency);
    store.put(place, new Kept.Bound(job, nonce, now));
    byAge.addLast(new Age(place, now));
  }

  /** Lets some keys go whose time is over. */
  void letGo(Instant now) {
    for (int i = 0; i < AT_A_TIME; i++) {
      Age oldest = byAge.peekFirst();
      if (oldest == null || !isOver(oldest.at(), now)) {
        return;
      }
      byAge.removeFirst();
      // unless somebody else has it by now
      if (at(oldest.place()).equals(oldest.at())) {
        store.delete(oldest.place());
      }
    }
  }

  private static boolean isOver(Instant at, Instant now) {
    return !at.plus(HELD_FOR).isAfter(now);
  }

  private static String place(String account, Idempotency idempotency) {
    return PREFIX + account + "/" + idempotency.key();
  }
}
