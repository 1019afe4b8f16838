package io.winnow.gateway.dialect.insideview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdListTest {
  private static final String A = "A".repeat(64);
  private static final String B = "b-_9".repeat(16);

  private static List<String> read(String body) throws Exception {
    return IdList.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static ListFault fault(String body) {
    return catchThrowableOfType(ListFault.class, () -> read(body));
  }

  @Test
  void idsStandOneALineOrAreSeparatedByCommas() throws Exception {
    assertThat(read(A + "\n" + B)).containsExactly(A, B);
    assertThat(read(A + "\r\n" + B + "\r\n")).containsExactly(A, B);
    assertThat(read(A + "," + B)).containsExactly(A, B);
    assertThat(read("  " + A + " ,\n\n\t" + B + "\n , \n")).containsExactly(A, B);
    assertThat(read("\uFEFF" + A)).containsExactly(A);
    assertThat(read(A + "\n" + A)).containsExactly(A, A);
  }

  @Test
  void tenThousandIdsAreTakenAndOneMoreIsNot() throws Exception {
    String most = String.join("\n", Collections.nCopies(IdList.MOST_IDS, A));

    assertThat(read(most + "\n\n")).hasSize(10_000);
    ListFault fault = fault(most + "\n" + B);
    assertThat(fault.errorNumber()).isEqualTo("400-106");
    assertThat(fault.message()).contains("should not be more than 10000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'",
        "\"%s\"",
        "%s'",
        "%s;",
        "%sA",
        "%s %s",
        "short",
        "%s\n\"\n\"",
        "\u0000%s",
        "é",
        "<%s>"
      })
  void whatIsNoIdIsRefusedWithItsLine(String text) {
    ListFault fault = fault(A + "\n" + text.replace("%s", B) + "\n" + A);

    assertThat(fault.errorNumber()).isEqualTo("400-103");
    assertThat(fault.message()).containsPattern("line [23]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " , ,\n\n", "\r\n"})
  void aListWithoutIdsIsRefused(String body) {
    assertThat(fault(body).errorNumber()).isEqualTo("400-105");
  }

  /** A gigabyte of one letter, of commas, or of ids: none is read further than need be. */
  @ParameterizedTest
  @ValueSource(ints = {'a', ',', '\n', ' '})
  void aBodyWithoutEndIsReadNoFurtherThanToItsFault(int letter) {
    Endless body = new Endless(letter);

    ListFault fault = catchThrowableOfType(ListFault.class, () -> IdList.read(body));

    assertThat(fault.errorNumber()).isEqualTo("400-103");
    assertThat(body.bytes).isLessThan(2 << 20);
  }

  private static final class Endless extends InputStream {
    private final int letter;
    private long bytes;

    Endless(int letter) {
      this.letter = letter;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1) < 0 ? -1 : letter;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      bytes += length;
      if (bytes > 1L << 30) {
        throw new IOException("a gigabyte was read");
      }
      Arrays.fill(into, from, from + length, (byte) letter);
      return length;
    }
  }
}
