package io.winnow.verifier.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for as long as they are good for, and asks once for all who want the same
 * answer at a time. Questions under way stand beside the cache: tens of thousands may wait, and as
 * unfinished entries of Caffeine's own asynchronous cache each of them would be looked at by every
 * eviction. Safe for concurrent use.
 */
final class SingleFlightCache<T> {
  /** One look-up of so many is told to the cache. */
  private static final int SAMPLED = 64;

  /** How long an answer may be given again without asking the cache whether it is still good. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Function<String, CompletionStage<Answer<T>>> ask;
  private final Cache<String, Answer<T>> known;
  private final Policy<String, Answer<T>> quietly;
  private final ConcurrentMap<String, CompletableFuture<T>> asked = new ConcurrentHashMap<>();

  /** Few names make most of a list. Threads may overwrite each other's: then it is looked up. */
  private final @Nullable Recent<T>[] recent = recents();

  /** An answer that was good not long ago. */
  private record Recent<T>(String name, Answer<T> answer, long untilNanos) {}

  /** An answer, how long it is good for, and the future that everybody gets who asks again. */
  record Answer<T>(T value, Duration ttl, CompletableFuture<T> future) {
    Answer(T value, Duration ttl) {
      this(value, ttl, CompletableFuture.completedFuture(value));
    }
  }

  /**
   * @param size how many answers are remembered
   * @param ask for the answer to a name; may complete at once
   */
  SingleFlightCache(int size, Executor executor, Function<String, CompletionStage<Answer<T>>> ask) {
    this.ask = ask;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(size)
            .executor(executor)
            .expireAfter(Expiry.<String, Answer<T>>creating((_, answer) -> answer.ttl()))
            .build();
    this.quietly = known.policy();
  }

  /** The answer; completed already when it is known. Not to be completed by others. */
  CompletableFuture<T> get(String name) {
    Answer<T> answer = lookUp(name);
    if (answer != null) {
      return answer.future();
    }
    CompletableFuture<T> promise = new CompletableFuture<>();
    CompletableFuture<T> underWay = asked.putIfAbsent(name, promise);
    if (underWay != null) {
      return underWay;
    }
    // whoever asked before has put the answer here before taking the question away
    Answer<T> meanwhile = known.getIfPresent(name);
    if (meanwhile != null) {
      asked.remove(name, promise);
      promise.complete(meanwhile.value());
      return promise;
    }
    fly(name, promise);
    return promise;
  }

  /** For each row: what stays in the cache is chosen by a sample of the look-ups. */
  private @Nullable Answer<T> lookUp(String name) {
    if (ThreadLocalRandom.current().nextInt(SAMPLED) == 0) {
      return known.getIfPresent(name);
    }
    int place = name.hashCode() & (recent.length - 1);
    Recent<T> latest = recent[place];
    long now = System.nanoTime();
    if (latest != null && now - latest.untilNanos() < 0 && latest.name().equals(name)) {
      return latest.answer();
    }
    Answer<T> answer = quietly.getIfPresentQuietly(name);
    if (answer != null) {
      Duration again = answer.ttl().compareTo(AGAIN) < 0 ? answer.ttl() : AGAIN;
      recent[place] = new Recent<>(name, answer, now + again.toNanos());
    }
    return answer;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
  private static <T> @Nullable Recent<T>[] recents() {
    return new Recent[8_192];
  }

  private void fly(String name, CompletableFuture<T> promise) {
    CompletionStage<Answer<T>> flight;
    try {
      flight = ask.apply(name);
    } catch (RuntimeException e) {
      flight = CompletableFuture.failedStage(e);
    }
    flight.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            known.put(name, answer);
          }
          asked.remove(name, promise);
          if (failure == null) {
            promise.complete(answer.value());
          } else {
            promise.completeExceptionally(failure);
          }
        });
  }
}
