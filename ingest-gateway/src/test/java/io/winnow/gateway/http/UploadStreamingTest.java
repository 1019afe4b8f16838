package io.winnow.gateway.http;

import static io.winnow.gateway.http.UploadServer.BOUNDARY;
import static io.winnow.gateway.http.UploadServer.FORM;
import static io.winnow.gateway.http.UploadServer.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadStreamingTest {
  private final UploadServer server = new UploadServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", FORM})
  void theFirstBytesAreReadBeforeTheLastAreSent(String contentType)
      throws IOException, InterruptedException {
    CountDownLatch firstRead = new CountDownLatch(1);
    server.intake =
        (taken, upload) -> {
          try {
            upload.readNBytes(100_000);
            firstRead.countDown();
            long rest = upload.transferTo(OutputStream.nullOutputStream());
            assertThat(rest).isGreaterThan(23L << 20);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return UploadServer.accepted(taken);
        };

    HttpResponse<String> response =
        server.send(
            server
                .post("")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofInputStream(() -> new LargeForm(firstRead))));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  /** 24 MiB, of which only the first two go out before the latch is down. */
  private static final class LargeForm extends InputStream {
    private static final long CONTENT = 24L << 20;

    private final CountDownLatch firstRead;
    private final byte[] head =
        ("--" + BOUNDARY + "\r\n" + file("x.csv", "text/csv", "")).getBytes(StandardCharsets.UTF_8);
    private final byte[] line = "someone@example.com\r\n".getBytes(StandardCharsets.UTF_8);
    private final byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    private long position;

    LargeForm(CountDownLatch firstRead) {
      this.firstRead = firstRead;
    }

    @Override
    public int read() {
      if (position == 2 << 20) {
        waitForReader();
      }
      long inContent = position - head.length;
      int next;
      if (inContent < 0) {
        next = head[(int) position];
      } else if (inContent < CONTENT) {
        next = line[(int) (inContent % line.length)];
      } else if (inContent < CONTENT + tail.length) {
        next = tail[(int) (inContent - CONTENT)];
      } else {
        return -1;
      }
      position++;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        int next = read();
        if (next < 0) {
          return i == 0 ? -1 : i;
        }
        target[offset + i] = (byte) next;
      }
      return length;
    }

    private void waitForReader() {
      try {
        if (!firstRead.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the server waits for the whole body");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
