package io.winnow.verifier.lanes;

import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of this machine. One thread runs what is due: it must not block. */
final class SystemClock implements LaneClock, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemClock.class);
  private final ScheduledThreadPoolExecutor executor;

  SystemClock() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("winnow-lanes-clock").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler((_, _) -> {});
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Runnable after(long nanos, Runnable task) {
    ScheduledFuture<?> due =
        executor.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                log.error("a lane failed", e);
                throw e;
              }
            },
            nanos,
            TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
