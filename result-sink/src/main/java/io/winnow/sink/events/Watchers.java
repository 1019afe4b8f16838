package io.winnow.sink.events;

import io.winnow.kit.http.Problem;
import java.util.concurrent.Semaphore;

/**
 * How many requests may wait for jobs to change, each on a virtual thread of its own. Safe for
 * concurrent use.
 */
public final class Watchers {
  private final int most;
  private final Semaphore free;

  /**
   * @param most at a time
   */
  public Watchers(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** One of them; to be closed when it waits no more. */
  public final class Watcher implements AutoCloseable {
    private Watcher() {}

    @Override
    public void close() {
      free.release();
    }
  }

  /**
   * Lets one more wait.
   *
   * @throws Problem when there are too many
   */
  public Watcher enter() {
    if (!free.tryAcquire()) {
      throw Problem.of(
              503,
              "too_many_watchers",
              "%d requests wait for jobs to change, and no more may; try again soon, without wait"
                  .formatted(most))
          .withHeader("Retry-After", "5");
    }
    return new Watcher();
  }

  /** How many there are now. */
  public int present() {
    return most - free.availablePermits();
  }
}
