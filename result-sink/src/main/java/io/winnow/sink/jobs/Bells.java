package io.winnow.sink.jobs;

import io.winnow.contracts.JobId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who wait for something to happen to a job. There is a bell for each job that somebody
 * waits for, and none for others. Safe for concurrent use.
 */
final class Bells {
  private static final class Bell {
    final ReentrantLock lock = new ReentrantLock();
    final Condition rung = lock.newCondition();

    /** Changed within the map's own lock alone. */
    int waiting;
  }

  private final Map<JobId, Bell> bells = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Waits until a condition holds, which is looked at now and each time the bell rings.
   *
   * @param nanos at most this long
   * @throws InterruptedException when the thread is interrupted
   */
  void await(JobId job, BooleanSupplier condition, long nanos) throws InterruptedException {
    Bell bell = come(job);
    bell.lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0 && !condition.getAsBoolean()) {
        left = bell.rung.awaitNanos(left);
      }
    } finally {
      bell.lock.unlock();
      leave(job);
    }
  }

  private Bell come(JobId job) {
    return bells.compute(
        job,
        (_, present) -> {
          Bell bell = present == null ? new Bell() : present;
          bell.waiting++;
          return bell;
        });
  }

  private void leave(JobId job) {
    bells.computeIfPresent(job, (_, bell) -> --bell.waiting == 0 ? null : bell);
  }

  /** Something has happened to the job; to be called when the condition holds already. */
  void ring(JobId job) {
    @Nullable Bell bell = bells.get(job);
    if (bell != null) {
      ring(bell);
    }
  }

  /** Nobody waits from now on. */
  void close() {
    closed = true;
    bells.values().forEach(Bells::ring);
  }

  boolean closed() {
    return closed;
  }

  private static void ring(Bell bell) {
    bell.lock.lock();
    try {
      bell.rung.signalAll();
    } finally {
      bell.lock.unlock();
    }
  }
}
