package io.winnow.gateway.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReadAheadTest {
  /** Gives what it has in pieces of any size, and is ready when it feels like it. */
  private static final class Moody extends Reader {
    private final String text;
    private final Random random;
    private int position;

    Moody(String text, Random random) {
      this.text = text;
      this.random = random;
    }

    @Override
    public boolean ready() {
      return random.nextBoolean();
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      if (position == text.length()) {
        return -1;
      }
      int most = Math.min(length, text.length() - position);
      int read = random.nextInt(8) == 0 ? most : 1 + random.nextInt(Math.min(most, 900));
      text.getChars(position, position + read, buffer, offset);
      position += read;
      return read;
    }

    @Override
    public void close() {}
  }

  @RepeatedTest(50)
  void allThatTheSourceHasComesInOrder() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60_000); i >= 0; i--) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    StringBuilder read = new StringBuilder();
    char[] buffer = new char[1 + random.nextInt(9_000)];
    try (ReadAhead ahead = new ReadAhead(new Moody(text.toString(), new Random(seed)))) {
      for (int n = ahead.read(buffer); n >= 0; n = ahead.read(buffer)) {
        read.append(buffer, 0, n);
      }
      assertThat(ahead.read(buffer)).as("seed %d: stays at its end", seed).isEqualTo(-1);
    }
    assertThat(read.toString()).as("seed %d", seed).isEqualTo(text.toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureComesBehindWhatCouldBeRead(boolean ready) throws IOException {
    Reader failing =
        new Scripted(ready) {
          @Override
          int answer(int nth, char[] buffer, int offset) throws IOException {
            if (nth == 3) {
              throw new IOException("the disk is full");
            }
            buffer[offset] = (char) ('0' + nth);
            return 1;
          }
        };
    try (ReadAhead ahead = new ReadAhead(failing)) {
      assertThat(ahead.read()).isEqualTo('1');
      assertThat(ahead.read()).isEqualTo('2');
      assertThatThrownBy(ahead::read)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(ahead::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRefusalIsThrownAsItIs() {
    Reader refusing =
        new Scripted(true) {
          @Override
          int answer(int nth, char[] buffer, int offset) {
            throw ListRefused.because(ListFault.UPLOAD_TOO_SLOW, "too slow");
          }
        };
    try (ReadAhead ahead = new ReadAhead(refusing)) {
      assertThatThrownBy(ahead::read)
          .isInstanceOfSatisfying(
              ListRefused.class, e -> assertThat(e.fault()).isEqualTo(ListFault.UPLOAD_TOO_SLOW));
    }
  }

  @Test
  void aSourceThatIsNotReadyIsAskedOnlyWhenTheCallerWaits() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Reader stalling =
        new Scripted(false) {
          @Override
          int answer(int nth, char[] buffer, int offset) throws IOException {
            asked.set(nth);
            if (nth == 2) {
              await(released);
            }
            buffer[offset] = 'a';
            return 1;
          }
        };
    try (ReadAhead ahead = new ReadAhead(stalling)) {
      assertThat(ahead.read()).isEqualTo('a');
      // the caller has found a fault and stops: a client that sends nothing more is not waited for
    }
    assertThat(asked.get()).isEqualTo(1);
    released.countDown();
  }

  @Test
  void aReadySourceIsReadFromAheadWithinItsBoundAndNotAfterTheClose() throws Exception {
    Semaphore reads = new Semaphore(0);
    AtomicInteger asked = new AtomicInteger();
    Reader endless =
        new Scripted(true) {
          @Override
          int answer(int nth, char[] buffer, int offset) {
            asked.set(nth);
            buffer[offset] = 'a';
            reads.release();
            return 1;
          }
        };
    try (ReadAhead ahead = new ReadAhead(endless)) {
      assertThat(reads.tryAcquire(4, 20, TimeUnit.SECONDS)).as("without anybody asking").isTrue();
      assertThat(ahead.read()).isEqualTo('a');
    }
    int atClose = asked.get();
    assertThat(atClose).isBetween(4, 5);
    assertThat(reads.tryAcquire(2, 50, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(asked.get()).isEqualTo(atClose);
  }

  /** Answers each read by its number, from 1. */
  private abstract static class Scripted extends Reader {
    private final boolean ready;
    private int reads;

    Scripted(boolean ready) {
      this.ready = ready;
    }

    abstract int answer(int nth, char[] buffer, int offset) throws IOException;

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      return answer(++reads, buffer, offset);
    }

    @Override
    public void close() {}

    static void await(CountDownLatch latch) throws IOException {
      try {
        if (!latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("never released");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
