package io.winnow.kit.steady;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one work for the life of the process. When Kafka or the disk fails, it says so
 * in {@link #notReady()}, waits, and does the work from its beginning.
 */
public final class SteadyThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SteadyThread.class);

  /** What the thread does. */
  @FunctionalInterface
  public interface Work {
    /**
     * Works until the thread is stopped, and calls {@link SteadyThread#ready()} when all is well.
     *
     * @throws IOException when the disk fails
     * @throws KafkaException when Kafka fails
     */
    void run(SteadyThread thread) throws IOException;
  }

  private final String purpose;
  private final Duration retryInterval;
  private final Work work;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable String trouble;
  private volatile boolean dead;

  /**
   * @param name of the thread
   * @param purpose what it does, as the subject of a sentence
   * @param retryInterval how long to wait after a failure
   */
  public SteadyThread(String name, String purpose, Duration retryInterval, Work work) {
    this.purpose = purpose;
    this.retryInterval = retryInterval;
    this.work = work;
    this.trouble = purpose + " has not begun";
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    thread.setUncaughtExceptionHandler(
        (ended, error) -> {
          dead = true;
          LOG.error("{} has ended for good; restart the process", purpose, error);
          trouble = "%s has ended for good: %s; restart the process".formatted(purpose, error);
        });
  }

  public void start() {
    thread.start();
  }

  /** Whether the work is to end. */
  public boolean stopped() {
    return stop.getCount() == 0;
  }

  /** Waits, but no longer than until the thread is stopped. */
  public void pause(Duration time) {
    try {
      if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} stops", purpose);
      }
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted and stops", purpose);
      stop.countDown();
    }
  }

  /** Called by the work when all is well. */
  public void ready() {
    if (trouble != null) {
      LOG.info("{} is under way", purpose);
      trouble = null;
    }
  }

  /** What is wrong; empty when all is well. */
  public Optional<String> notReady() {
    return Optional.ofNullable(trouble);
  }

  /** Whether it works or will work again; false after a fault that only a new start can mend. */
  public boolean alive() {
    return !dead;
  }

  private void run() {
    while (!stopped()) {
      try {
        work.run(this);
      } catch (IOException | KafkaException e) {
        if (stopped() && e instanceof WakeupException) {
          break;
        }
        LOG.warn("{} has failed; trying again in {} ms", purpose, retryInterval.toMillis(), e);
        trouble =
            "%s has failed: %s; trying again every %d ms"
                .formatted(purpose, e.getMessage(), retryInterval.toMillis());
        pause(retryInterval);
      }
    }
    trouble = purpose + " has ended";
  }

  /** Tells the work to end, without waiting. Who blocks in Kafka must be woken besides. */
  public void stop() {
    stop.countDown();
  }

  /** Stops the work and waits for its end, but no more than half a minute. */
  @Override
  public void close() {
    stop();
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(30))) {
        LOG.warn("{} does not end", purpose);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
