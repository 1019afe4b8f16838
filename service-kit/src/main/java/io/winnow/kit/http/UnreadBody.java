package io.winnow.kit.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.HttpInput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of an upload that has its answer already. A connection that is closed while the
 * client still sends is reset, and the answer may be lost with it; so the rest is read and thrown
 * away, within bounds, and then the connection is closed.
 */
final class UnreadBody {
  private static final Logger log = LoggerFactory.getLogger(UnreadBody.class);
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private UnreadBody() {}

  /** Whether the client may still be sending. */
  static boolean of(ServletContextRequest request) {
    boolean body =
        request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    HttpInput input = request.getHttpInput();
    boolean waits =
        request.getHeaders().contains(HttpHeader.EXPECT) && input.getContentConsumed() == 0;
    return body && !waits && !input.isFinished() && !input.isError();
  }

  /** To be called when the answer is on its way. */
  static void discard(ServletContextRequest request) {
    HttpInput input = request.getHttpInput();
    byte[] block = new byte[64 << 10];
    long end = System.nanoTime() + LONGEST.toNanos();
    long bytes = 0;
    try {
      for (int read = 0; read >= 0 && bytes < MOST_BYTES && System.nanoTime() < end; ) {
        read = input.read(block, 0, block.length);
        bytes += Math.max(read, 0);
      }
    } catch (IOException e) {
      log.debug("the client left with {} bytes of its upload read", bytes, e);
    }
  }
}
