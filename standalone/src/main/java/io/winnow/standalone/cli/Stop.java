package io.winnow.standalone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, by Ctrl-C or a termination signal. The JVM ends only when the command has
 * closed what it opened, or after a while.
 */
final class Stop {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch wanted = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  Stop() {}

  static Stop onSignal() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "winnow-stop"));
    return stop;
  }

  /** The wish comes; returns when everything is closed. */
  void signalled() {
    wanted.countDown();
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the wish. */
  void await() throws InterruptedException {
    wanted.await();
  }

  /**
   * Waits for the wish, but no longer than that.
   *
   * @return whether it came
   */
  boolean await(Duration most) throws InterruptedException {
    return wanted.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the wish has come. */
  boolean wanted() {
    return wanted.getCount() == 0;
  }

  /** Everything is closed: the JVM may end. */
  void done() {
    done.countDown();
  }
}
