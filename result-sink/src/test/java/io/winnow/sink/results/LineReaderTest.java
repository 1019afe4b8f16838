package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Zoë",
          "\"",
          ",",
          ";",
          "\n",
          "\r",
          " ",
          "§",
          "→",
          "😀",
          "=",
          "'",
          "x".repeat(40_000));

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '§', '→'})
  void whatIsWrittenIsReadWhateverItIs(char delimiter) throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<List<String>> lines = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvLines writer = new CsvLines(bytes, delimiter);
    for (int i = 0; i < 200; i++) {
      List<String> line = line(random);
      lines.add(line);
      line.forEach(writer::cell);
      writer.end();
    }
    writer.flush();

    LineReader reader = new LineReader(new ByteArrayInputStream(bytes.toByteArray()), delimiter);

    for (List<String> line : lines) {
      assertThat(reader.next()).as("seed %d", seed).isTrue();
      List<String> read = new ArrayList<>();
      for (int cell = 0; cell < reader.cells(); cell++) {
        read.add(reader.cell(cell));
      }
      assertThat(read).as("seed %d", seed).isEqualTo(line);
    }
    assertThat(reader.next()).isFalse();
    assertThat(reader.position()).isEqualTo(bytes.size());
  }

  private static List<String> line(Random random) {
    List<String> line = new ArrayList<>();
    for (int cells = random.nextInt(1, 5); cells > 0; cells--) {
      StringBuilder cell = new StringBuilder();
      for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
        cell.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      line.add(cell.toString());
    }
    return line;
  }

  @Test
  void thePositionOfALineLeadsBackToIt() throws IOException {
    byte[] lines = "a,\"b\nb\"\nc,d\ne,f\n".getBytes(UTF_8);
    LineReader reader = LineReader.of(lines, ',');
    reader.next();

    int second = (int) reader.position();

    LineReader again =
        new LineReader(new ByteArrayInputStream(lines, second, lines.length - second), ',');
    assertThat(again.next()).isTrue();
    assertThat(again.cell(0)).isEqualTo("c");
  }

  @Test
  void aLineThatBreaksOffIsNotTakenForOne() throws IOException {
    LineReader reader = LineReader.of("a,b\nc,\"d".getBytes(UTF_8), ',');
    reader.next();

    assertThatThrownBy(reader::next)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut off");
  }
}
