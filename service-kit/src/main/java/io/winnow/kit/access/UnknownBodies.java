package io.winnow.kit.access;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds what bodies hold in memory that have to be read before it is known whose they are, since
 * the key is in them. Whose key is in the URL or a header is known already, and passes. Safe for
 * concurrent use.
 */
public final class UnknownBodies {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int UNIT_BYTES = 1 << 10;

  private final int units;
  private final Semaphore free;
  private final Duration longestWait;

  /**
   * @param mostBytes of all such bodies together, at least a kibibyte
   */
  public UnknownBodies(int mostBytes) {
    this(mostBytes, LONGEST_WAIT);
  }

  /**
   * @param longestWait for room
   */
  UnknownBodies(int mostBytes, Duration longestWait) {
    this.units = mostBytes / UNIT_BYTES;
    this.free = new Semaphore(units, true);
    this.longestWait = longestWait;
  }

  /** Reads a body, and says whose it is. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads. */
    T read() throws IOException;
  }

  /**
   * Reads a body when there is room for it.
   *
   * @param mostBytes of it that are read at most
   * @param full what is thrown when there is no room for long
   * @throws IOException when the body cannot be read
   */
  public <T> T read(
      Context context, int mostBytes, Reading<T> reading, Supplier<RuntimeException> full)
      throws IOException {
    if (!Gate.isShut(context)) {
      return reading.read();
    }
    int needed = needed(context.req().getContentLengthLong(), mostBytes);
    take(needed, full);
    try {
      return reading.read();
    } finally {
      free.release(needed);
    }
  }

  private int needed(long announced, int mostBytes) {
    long bytes = announced < 0 ? mostBytes : Math.min(announced, mostBytes);
    return (int) Math.min(units, 1 + bytes / UNIT_BYTES);
  }

  private void take(int needed, Supplier<RuntimeException> full) {
    try {
      if (!free.tryAcquire(needed, longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw full.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full.get();
    }
  }
}
