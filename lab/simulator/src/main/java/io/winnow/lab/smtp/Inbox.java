package io.winnow.lab.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** What a client has sent and the session has not read. One thread fills it, one reads. */
final class Inbox extends InputStream {
  private static final int MOST = 1 << 20;

  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int position;
  private int held;
  private boolean ended;

  /** False when it holds too much already. */
  synchronized boolean offer(byte[] octets, int length) {
    if (held + length > MOST) {
      return false;
    }
    chunks.addLast(Arrays.copyOf(octets, length));
    held += length;
    notifyAll();
    return true;
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized int available() {
    return held;
  }

  @Override
  public synchronized int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    awaitInput();
    byte[] chunk = chunks.peekFirst();
    if (chunk == null) {
      return -1;
    }
    int taken = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, offset, taken);
    position += taken;
    held -= taken;
    if (position == chunk.length) {
      chunks.removeFirst();
      position = 0;
    }
    return taken;
  }

  private synchronized void awaitInput() throws IOException {
    try {
      while (chunks.isEmpty() && !ended) {
        wait();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    }
  }
}
