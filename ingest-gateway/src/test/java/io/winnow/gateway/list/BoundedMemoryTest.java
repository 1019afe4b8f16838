package io.winnow.gateway.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMemoryTest {
  private static final ListLimits LIMITS =
      new ListLimits(Long.MAX_VALUE, 1_000_000_000, 256 * 1024, 100);

  /** A start, and then the same byte for ever. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte filling;
    private long position;

    Endless(String start, char filling) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.filling = (byte) filling;
    }

    @Override
    public int read() {
      return position < start.length ? start[(int) position++] : filling;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position < start.length) {
        target[offset] = start[(int) position++];
        return 1;
      }
      Arrays.fill(target, offset, offset + length, filling);
      position += length;
      return length;
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', ','})
  void aLineWithoutEndIsRefusedBeforeMuchOfItIsRead(char filling) {
    Endless upload = new Endless("email\na@b.c\n", filling);

    ListRefused refused =
        catchThrowableOfType(
            ListRefused.class, () -> new ListCheck(LIMITS).check(upload, Checks.CSV));

    assertThat(refused.fault()).isIn(ListFault.ROW_TOO_LARGE, ListFault.TOO_MANY_COLUMNS);
    assertThat(upload.position).isLessThan(2L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"email,x\na@b.c,\"", "\"email"})
  void aQuoteWithoutEndIsRefusedBeforeMuchOfItIsRead(String start) {
    Endless upload = new Endless(start, '\n');

    ListRefused refused =
        catchThrowableOfType(
            ListRefused.class, () -> new ListCheck(LIMITS).check(upload, Checks.CSV));

    assertThat(refused.fault()).isIn(ListFault.ROW_TOO_LARGE, ListFault.TOO_MANY_COLUMNS);
    assertThat(upload.position).isLessThan(2L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "lines"})
  void aListWithoutEndIsReadUpToTheLimitInBoundedMemory(String format) throws IOException {
    ListLimits limits = new ListLimits(Long.MAX_VALUE, 2_000_000, 256 * 1024, 100);
    InputStream upload = new Repeated("someone@example.com\n");
    ListHints hints = format.equals("csv") ? Checks.CSV : Checks.LINES;

    ListRefused refused =
        catchThrowableOfType(ListRefused.class, () -> new ListCheck(limits).check(upload, hints));

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_ROWS);
    assertThat(refused.line()).hasValue(2_000_001);
  }

  private static final class Repeated extends InputStream {
    private final byte[] text;
    private int position;

    Repeated(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      int next = text[position];
      position = (position + 1) % text.length;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
