package io.winnow.kit.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, up to {@value #BUDGET} times in ten minutes; then the
 * application stops, and the health check tells. Errors of the JVM stop it at once, and so does
 * Kafka when it does not allow what a thread does: no other thread would be allowed more.
 */
public final class RestartBudget implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(RestartBudget.class);
  private static final int BUDGET = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final String application;
  private final Deque<Instant> deaths = new ArrayDeque<>();

  public RestartBudget(String application) {
    this.application = application;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Instant now = Instant.now();
    deaths.addLast(now);
    deaths.removeIf(death -> death.isBefore(now.minus(WINDOW)));
    boolean replace = deaths.size() <= BUDGET && !isForGood(failure);
    log.error(
        "{}: a stream thread died ({} of {} within {}); {}",
        application,
        deaths.size(),
        BUDGET,
        WINDOW,
        replace ? "it is replaced" : "the application stops",
        failure);
    return replace
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Kafka Streams hands over what was thrown, or wraps it, some levels deep. */
  private static boolean isForGood(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error || cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }
}
