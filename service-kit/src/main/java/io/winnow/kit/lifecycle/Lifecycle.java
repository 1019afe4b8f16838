package io.winnow.kit.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a process. They start in order; closing stops them in reverse, all of them, also
 * when one fails or hangs. When one cannot start, those before it are stopped. Safe for concurrent
 * use; closing twice does nothing.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private static final long LEAST_NANOS = Duration.ofMillis(500).toNanos();

  private final Duration stopTimeout;
  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean closed;

  private record Part(String name, AutoCloseable stop) {}

  /**
   * @param stopTimeout how long closing may take; a part that has not stopped by then is
   *     interrupted and left behind, and those after it have half a second each
   */
  public Lifecycle(Duration stopTimeout) {
    this.stopTimeout = stopTimeout;
  }

  /**
   * Starts a part, and keeps it until the process closes.
   *
   * @param name for the log
   * @throws Exception what the start throws, after the parts before it have been stopped
   * @throws IllegalStateException when the process closes already
   */
  public <T extends AutoCloseable> T start(String name, Callable<T> start) throws Exception {
    try {
      T part = start.call();
      add(name, part);
      return part;
    } catch (Throwable failure) {
      closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Keeps a part that runs already, or something else to be done when the process closes.
   *
   * @throws IllegalStateException when the process closes already; the part has been closed
   */
  public void add(String name, AutoCloseable part) {
    synchronized (parts) {
      if (!closed) {
        parts.push(new Part(name, part));
        return;
      }
    }
    IllegalStateException late = new IllegalStateException(name + " came while stopping");
    @Nullable Exception failure = stop(new Part(name, part), stopTimeout.toNanos());
    if (failure != null) {
      late.addSuppressed(failure);
    }
    throw late;
  }

  /**
   * Stops all parts, the latest first.
   *
   * @throws IllegalStateException when any of them failed or did not stop in time, with the others'
   *     failures suppressed
   */
  @Override
  public void close() {
    IllegalStateException failed = new IllegalStateException("not everything stopped as it should");
    stopAll(failed);
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  private void closeAfter(Throwable failure) {
    stopAll(failure);
  }

  private void stopAll(Throwable collector) {
    Deque<Part> toStop;
    synchronized (parts) {
      closed = true;
      toStop = new ArrayDeque<>(parts);
      parts.clear();
    }
    long deadline = System.nanoTime() + stopTimeout.toNanos();
    for (Part part : toStop) {
      @Nullable Exception failure = stop(part, deadline - System.nanoTime());
      if (failure != null) {
        log.warn("{} did not stop as it should", part.name, failure);
        collector.addSuppressed(failure);
      }
    }
  }

  private static @Nullable Exception stop(Part part, long nanosLeft) {
    FutureTask<Void> stopping =
        new FutureTask<>(
            () -> {
              part.stop.close();
              return null;
            });
    Thread thread = Thread.ofPlatform().daemon().name("stop-" + part.name).start(stopping);
    try {
      stopping.get(Math.max(nanosLeft, LEAST_NANOS), TimeUnit.NANOSECONDS);
      return null;
    } catch (TimeoutException e) {
      thread.interrupt();
      return new TimeoutException(part.name + " did not stop in time");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return e;
    } catch (ExecutionException e) {
      return e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
