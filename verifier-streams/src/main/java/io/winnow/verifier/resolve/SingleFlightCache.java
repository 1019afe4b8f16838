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
  private static final int SAMPLED = 16;

  private final Function<String, CompletionStage<Answer<T>>> ask;
  private final Cache<String, Answer<T>> known;
  private final Policy<String, Answer<T>> quietly;
  private final ConcurrentMap<String, CompletableFuture<T>> asked = new ConcurrentHashMap<>();

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

  /** For each row: what stays is chosen by a sample of the look-ups, the rest cost half as much. */
  private @Nullable Answer<T> lookUp(String name) {
    return ThreadLocalRandom.current().nextInt(SAMPLED) == 0
        ? known.getIfPresent(name)
        : quietly.getIfPresentQuietly(name);
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
