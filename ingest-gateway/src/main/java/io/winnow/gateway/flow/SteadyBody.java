package io.winnow.gateway.flow;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload, as long as it comes steadily. What counts is the time that the client is
 * waited for: whoever sends faster than we read is never too slow.
 */
final class SteadyBody extends InputStream {
  private final InputStream body;
  private final long mostBytes;
  private final long windowNanos;
  private final long leastBytes;
  private final LongSupplier nanoTime;
  private final byte[] single = new byte[1];
  private long waited;
  private long bytes;
  private long bytesInAll;
  private boolean refused;

  /**
   * @param mostBytes that the account may send
   */
  SteadyBody(InputStream body, long mostBytes, FlowSettings settings, LongSupplier nanoTime) {
    this.body = body;
    this.mostBytes = mostBytes;
    this.windowNanos = settings.window().toNanos();
    this.leastBytes =
        (long) (settings.leastBytesPerSecond() * (settings.window().toMillis() / 1000.0));
    this.nanoTime = nanoTime;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  /**
   * @throws ListRefused with {@link ListFault#UPLOAD_TOO_SLOW} when the client sends too little, or
   *     nothing for as long as a connection may stand still; with {@link ListFault#LIST_TOO_LARGE}
   *     when it sends more than its account may
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long before = nanoTime.getAsLong();
    int read = receive(target, offset, length);
    waited += nanoTime.getAsLong() - before;
    bytes += Math.max(0, read);
    bytesInAll += Math.max(0, read);
    if (bytesInAll > mostBytes && !refused) {
      // once: whoever reads on after that does so for the client's sake, so that it sees the answer
      refused = true;
      throw ListRefused.because(
          ListFault.LIST_TOO_LARGE,
          "the upload is larger than the %d bytes that the account may send; split the list"
              .formatted(mostBytes));
    }
    if (read >= 0 && waited >= windowNanos) {
      if (bytes < leastBytes) {
        throw tooSlow("%d bytes came in %d s".formatted(bytes, waited / 1_000_000_000), null);
      }
      waited = 0;
      bytes = 0;
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  private int receive(byte[] target, int offset, int length) throws IOException {
    try {
      return body.read(target, offset, length);
    } catch (IOException e) {
      if (stoodStill(e)) {
        throw tooSlow("nothing came for too long", e);
      }
      throw e;
    }
  }

  private static boolean stoodStill(IOException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static ListRefused tooSlow(String what, @Nullable IOException cause) {
    String message =
        "the upload is too slow: "
            + what
            + "; send it again over a better connection, or in several lists";
    return cause == null
        ? ListRefused.because(ListFault.UPLOAD_TOO_SLOW, message)
        : ListRefused.because(ListFault.UPLOAD_TOO_SLOW, message, cause);
  }
}
