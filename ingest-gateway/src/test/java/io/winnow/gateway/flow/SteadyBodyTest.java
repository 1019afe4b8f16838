package io.winnow.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SteadyBodyTest {
  private static final FlowSettings KIB_OVER_10_SECONDS =
      new FlowSettings(1, 1, 1024, Duration.ofSeconds(10), 0);

  private long nanos;

  /** A client that sends so much at a time, and lets itself be waited for. */
  private InputStream client(int bytesAtATime, int times, long secondsEach) {
    return new InputStream() {
      private int sent;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        nanos += TimeUnit.SECONDS.toNanos(secondsEach);
        return sent++ == times ? -1 : bytesAtATime;
      }
    };
  }

  private long readAll(InputStream client) throws IOException {
    InputStream body = new SteadyBody(client, Long.MAX_VALUE, KIB_OVER_10_SECONDS, () -> nanos);
    byte[] buffer = new byte[100_000];
    long all = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      all += read;
    }
    return all;
  }

  @Test
  void whoSendsEnoughIsReadToTheEnd() throws IOException {
    assertThat(readAll(client(4096, 100, 4))).isEqualTo(409_600);
  }

  @Test
  void whoSendsTooLittleIsCutOffAfterTheWindow() {
    ListRefused cut = catchThrowableOfType(ListRefused.class, () -> readAll(client(1000, 100, 1)));

    assertThat(cut.fault()).isEqualTo(ListFault.UPLOAD_TOO_SLOW);
    assertThat(cut.detail()).contains("10000 bytes came in 10 s");
    assertThat(nanos).isEqualTo(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void aPauseIsMadeGoodWithinTheWindow() throws IOException {
    assertThat(readAll(client(20_000, 10, 9))).isEqualTo(200_000);
  }

  @Test
  void aSmallListMayEndSlowly() throws IOException {
    assertThat(readAll(client(10, 1, 9))).isEqualTo(10);
  }

  @Test
  void ourOwnTimeDoesNotCount() throws IOException {
    InputStream body =
        new SteadyBody(client(10, 100, 0), Long.MAX_VALUE, KIB_OVER_10_SECONDS, () -> nanos);
    for (int i = 0; i < 100; i++) {
      assertThat(body.read(new byte[10])).isEqualTo(10);
      nanos += TimeUnit.MINUTES.toNanos(1);
    }
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }

  @Test
  void aConnectionThatStoodStillWasTooSlow() {
    InputStream still = failing(new IOException(new TimeoutException("idle")));

    ListRefused cut = catchThrowableOfType(ListRefused.class, () -> readAll(still));

    assertThat(cut.fault()).isEqualTo(ListFault.UPLOAD_TOO_SLOW);
    assertThat(cut).hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void anAccountMaySendSoMuchAndNoMore() throws IOException {
    InputStream body = new SteadyBody(client(10, 3, 0), 20, KIB_OVER_10_SECONDS, () -> nanos);
    assertThat(body.read(new byte[10])).isEqualTo(10);
    assertThat(body.read(new byte[10])).isEqualTo(10);

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> body.read(new byte[10]));

    assertThat(refused.fault()).isEqualTo(ListFault.LIST_TOO_LARGE);
    // what is left is read before the connection is closed, so that the client sees the answer
    assertThat(body.read(new byte[10])).isEqualTo(-1);
  }

  @Test
  void aConnectionThatBreaksIsNot() {
    InputStream broken = failing(new IOException("reset"));

    assertThatThrownBy(() -> readAll(broken)).isInstanceOf(IOException.class);
  }
}
