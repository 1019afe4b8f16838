package io.winnow.kit.access;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
  private static final int MOST_AT_ONCE = 8 << 10;

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
    T read(InputStream body) throws IOException;
  }

  /**
   * Reads a body as far as there is room for it: what has come of it takes room, not what is
   * announced, so that who sends slowly keeps nobody else away.
   *
   * @param reading which is to bound the body
   * @param full what is thrown when there is no room for long
   * @throws IOException when the body cannot be read
   */
  public <T> T read(Context context, Reading<T> reading, Supplier<RuntimeException> full)
      throws IOException {
    InputStream body = context.bodyInputStream();
    if (!Gate.isShut(context)) {
      return reading.read(body);
    }
    try (Held held = new Held(body, full)) {
      return reading.read(held);
    }
  }

  /** A body that takes room as it comes, and gives it back when it is closed. */
  private final class Held extends FilterInputStream {
    private final Supplier<RuntimeException> full;
    private long bytes;
    private int taken;

    Held(InputStream body, Supplier<RuntimeException> full) {
      super(body);
      this.full = full;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      came(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, Math.min(length, MOST_AT_ONCE));
      came(read);
      return read;
    }

    private void came(int more) {
      bytes += Math.max(0, more);
      int needed = (int) Math.min(units, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
      if (needed > taken) {
        take(needed - taken, full);
        taken = needed;
      }
    }

    /** Leaves the body itself to the server. */
    @Override
    public void close() {
      free.release(taken);
      taken = 0;
    }
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
