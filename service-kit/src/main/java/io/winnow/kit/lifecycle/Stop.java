package io.winnow.kit.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, by Ctrl-C or a termination signal. The JVM ends only when the command has
 * closed what it opened, or after a while. Safe for concurrent use.
 */
public final class Stop {
  /** How long everything may take to close, at most; a supervisor should wait a little longer. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch wanted = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  public Stop() {}

  /** One that comes with a signal to this process. */
  public static Stop onSignal() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "winnow-stop"));
    return stop;
  }

  /** The wish comes; returns when everything is closed. */
  public void signalled() {
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
  public void await() throws InterruptedException {
    wanted.await();
  }

  /**
   * Waits for the wish, but no longer than that.
   *
   * @return whether it came
   */
  public boolean await(Duration most) throws InterruptedException {
    return wanted.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the wish has come. */
  public boolean wanted() {
    return wanted.getCount() == 0;
  }

  /** Everything is closed: the JVM may end. */
  public void done() {
    done.countDown();
  }
}
