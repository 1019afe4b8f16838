package io.winnow.gateway.list;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread of its own receive, spool and decode what comes, while the caller's parses what
 * came before.
 *
 * <p>The source is asked for something that it would have to wait for only when the caller has
 * taken, and waits for more than, all that there was: a fault is told at once, not when the client
 * sends again. So the source is never read from once this is closed, and {@link #close} does not
 * wait for a client.
 *
 * <p>What the source throws reaches the caller in its place, behind what could be read before it.
 */
final class ReadAhead extends Reader {
  private static final int CHUNKS = 4;
  private static final int CHUNK_CHARS = 16 * 1024;

  private final Reader source;
  private final Thread thread;
  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();

  // all under the lock
  private final Queue<CharBuffer> filled = new ArrayDeque<>();
  private final Queue<CharBuffer> free = new ArrayDeque<>();
  private boolean hungry;
  private boolean closed;
  private boolean ended;
  private @Nullable Throwable failure;

  /** What the caller is taking from; its alone. */
  private @Nullable CharBuffer current;

  /**
   * Begins to read. To be closed before anybody else reads from the source.
   *
   * @param source not closed
   */
  ReadAhead(Reader source) {
    this.source = source;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(CharBuffer.allocate(CHUNK_CHARS));
    }
    thread = Thread.ofVirtual().name("list-ahead").start(this::fill);
  }

  private void fill() {
    try {
      CharBuffer chunk = room();
      while (chunk != null) {
        int length = source.read(chunk.array(), 0, CHUNK_CHARS);
        if (length < 0) {
          end(null);
          return;
        }
        hand(chunk.clear().limit(length));
        chunk = room();
      }
    } catch (IOException | RuntimeException | Error e) {
      end(e);
    }
  }

  /** Something to read into, when the source may be asked; null when nobody wants more. */
  private @Nullable CharBuffer room() throws IOException {
    boolean ready = source.ready();
    mutex.lock();
    try {
      while (!closed && (free.isEmpty() || !(ready || hungry))) {
        changed.awaitUninterruptibly();
      }
      return closed ? null : free.remove();
    } finally {
      mutex.unlock();
    }
  }

  private void hand(CharBuffer chunk) {
    mutex.lock();
    try {
      filled.add(chunk);
      hungry = false;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  private void end(@Nullable Throwable how) {
    mutex.lock();
    try {
      ended = true;
      failure = how;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (current == null || !current.hasRemaining()) {
      current = next(current);
    }
    if (current == null) {
      return -1;
    }
    int read = Math.min(length, current.remaining());
    current.get(buffer, offset, read);
    return read;
  }

  private @Nullable CharBuffer next(@Nullable CharBuffer taken) throws IOException {
    mutex.lock();
    try {
      if (taken != null) {
        free.add(taken);
        changed.signalAll();
      }
      while (filled.isEmpty() && !ended) {
        hungry = true;
        changed.signalAll();
        changed.awaitUninterruptibly();
      }
      if (filled.isEmpty()) {
        rethrow();
      }
      return filled.poll();
    } finally {
      mutex.unlock();
    }
  }

  private void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** When it returns, nothing is read from the source any more. */
  @Override
  public void close() {
    mutex.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      mutex.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
