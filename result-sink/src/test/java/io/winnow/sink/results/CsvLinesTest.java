package io.winnow.sink.results;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLinesTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "\"",
          "\"\"",
          ",",
          ";",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "a\"b",
          " lead",
          "trail ",
          "\ttab",
          "=1+1",
          "'",
          "\\",
          "\\\"",
          "#",
          "#comment",
          "\uFEFF",
          "é",
          "日本",
          "😀",
          "\u0000",
          "\u0085",
          "\u2028",
          "null",
          "a,b;c\td|e",
          "line\nline",
          "\"quoted\"",
          "ends in quote\"");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "plain ~ plain",
        "a,b ~ \"a,b\"",
        "a;b ~ a;b",
        "say \"hi\" ~ \"say \"\"hi\"\"\"",
        "`two\nlines` ~ `\"two\nlines\"`",
        "`two\rlines` ~ `\"two\rlines\"`",
        "` lead` ~ `\" lead\"`",
        "`trail ` ~ `\"trail \"`",
        "in the middle ~ in the middle",
        "`` ~ \"\"",
      })
  void aCellIsQuotedOnlyWhenItMustBe(String cell, String written) throws IOException {
    assertThat(write(',', List.of(List.of(cell)))).isEqualTo(written + "\n");
  }

  @Test
  void aMissingCellIsAnEmptyOne() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvLines lines = new CsvLines(out, ';');
    lines.cell(null);
    lines.cell("x");
    lines.cell(null);
    lines.end();
    lines.flush();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(";x;\n");
  }

  @Test
  void hostileCellsAreReadBackAsTheyWereByAnotherReader() throws IOException {
    long seed = 20260301;
    Random random = new Random(seed);

    for (char delimiter : new char[] {',', ';', '\t', '|'}) {
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        List<String> row = new ArrayList<>();
        for (int cell = 0; cell < 4; cell++) {
          row.add(hostile(random));
        }
        // a lone empty cell makes an empty line, which readers skip; results always have more
        rows.add(row);
      }

      String written = write(delimiter, rows);

      List<List<String>> read = new ArrayList<>();
      try (var reader =
          CsvReader.builder()
              .fieldSeparator(delimiter)
              .skipEmptyLines(false)
              .ofCsvRecord(written)) {
        reader.forEach(record -> read.add(record.getFields()));
      }
      assertThat(read).as("delimiter '%s', seed %d", delimiter, seed).isEqualTo(rows);
    }
  }

  private static String hostile(Random random) {
    StringBuilder cell = new StringBuilder();
    for (int parts = random.nextInt(4); parts > 0; parts--) {
      cell.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
    }
    return cell.toString();
  }

  private static String write(char delimiter, List<List<String>> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvLines lines = new CsvLines(out, delimiter);
    for (List<String> row : rows) {
      row.forEach(lines::cell);
      lines.end();
    }
    lines.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
