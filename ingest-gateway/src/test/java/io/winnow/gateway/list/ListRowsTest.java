package io.winnow.gateway.list;

import static io.winnow.gateway.list.Checks.CSV;
import static io.winnow.gateway.list.Checks.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRowsTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("list");
  }

  private CheckedList write(byte[] list, ListHints hints) throws IOException {
    Files.write(file, list);
    return Checks.check(list, hints, LIMITS);
  }

  private List<ListRow> read(CheckedList list, long from) throws IOException {
    List<ListRow> found = new ArrayList<>();
    try (ListRows rows = ListRows.open(file, list, LIMITS, from)) {
      for (ListRow row = rows.next(); row != null; row = rows.next()) {
        found.add(row);
      }
    }
    return found;
  }

  private List<ListRow> rows(String list, ListHints hints) throws IOException {
    return read(write(list.getBytes(StandardCharsets.UTF_8), hints), 0);
  }

  @Test
  void rowsComeInOrderWithAddressAndOtherCells() throws IOException {
    List<ListRow> rows = rows("id,email,city,x\n1,ann@b.c,Bonn,y\n2,bob@b.c,Ulm,z\n", CSV);

    assertThat(rows)
        .containsExactly(
            new ListRow("ann@b.c", List.of("1", "Bonn", "y")),
            new ListRow("bob@b.c", List.of("2", "Ulm", "z")));
  }

  @Test
  void cellsAreGivenAsTheyStand() throws IOException {
    List<ListRow> rows = rows("email,x\n\" a@b.c \",\"say \"\"hi\"\"\r\nthere\"\n  ,  b \n", CSV);

    assertThat(rows)
        .containsExactly(
            new ListRow(" a@b.c ", List.of("say \"hi\"\r\nthere")),
            new ListRow("  ", List.of("  b ")));
  }

  @Test
  void shortRowsArePaddedWithEmptyCells() throws IOException {
    List<ListRow> rows = rows("id,city,email,x\n1,Bonn,a@b.c,x\n2\n3,Ulm\n4,Köln,d@b.c\n", CSV);

    assertThat(rows)
        .containsExactly(
            new ListRow("a@b.c", List.of("1", "Bonn", "x")),
            new ListRow("", List.of("2", "", "")),
            new ListRow("", List.of("3", "Ulm", "")),
            new ListRow("d@b.c", List.of("4", "Köln", "")));
  }

  @Test
  void emptyCellsBehindTheLastColumnAreLeftOut() throws IOException {
    List<ListRow> rows = rows("id,email\n1,a@b.c,\n2,b@b.c,,\"\"\n3\n,,,\n", CSV);

    assertThat(rows)
        .containsExactly(
            new ListRow("a@b.c", List.of("1")),
            new ListRow("b@b.c", List.of("2")),
            new ListRow("", List.of("3")),
            new ListRow("", List.of("")));
  }

  @Test
  void soTheyAreWhenTheAddressIsTheOnlyColumn() throws IOException {
    assertThat(rows("email\na@b.c,\nb@b.c\n", CSV))
        .containsExactly(new ListRow("a@b.c", List.of()), new ListRow("b@b.c", List.of()));
  }

  @Test
  void blankLinesAreLeftOut() throws IOException {
    List<ListRow> rows = rows("\nemail\n\na@b.c\n  \n\"\"\n\n", CSV);

    assertThat(rows).containsExactly(new ListRow("a@b.c", List.of()), new ListRow("", List.of()));
  }

  @Test
  void linesAreTakenWhole() throws IOException {
    List<ListRow> rows = rows("a@b.c\n\"x, y\"@b.c;z|\t\r\n b@b.c \n", Checks.LINES);

    assertThat(rows)
        .extracting(ListRow::address)
        .containsExactly("a@b.c", "\"x, y\"@b.c;z|\t", " b@b.c ");
  }

  @Test
  void theCharsetOfTheCheckIsUsed() throws IOException {
    CheckedList utf16 = write("\uFEFFemail\nö@b.c\n".getBytes(StandardCharsets.UTF_16LE), CSV);

    assertThat(read(utf16, 0)).containsExactly(new ListRow("ö@b.c", List.of()));
  }

  @Test
  void readingMayStartAtAnyRow() throws IOException {
    CheckedList list =
        write("email,n\na@b.c,0\n\nb@b.c,\"1\n\"\nc@b.c,2\n".getBytes(StandardCharsets.UTF_8), CSV);

    assertThat(read(list, 1)).extracting(ListRow::address).containsExactly("b@b.c", "c@b.c");
    assertThat(read(list, 2)).extracting(ListRow::address).containsExactly("c@b.c");
    assertThat(read(list, 3)).isEmpty();
  }

  @Test
  void aListThatWasChangedOnDiskIsAnError() throws IOException {
    CheckedList list = write("email\na@b.c\n".getBytes(StandardCharsets.UTF_8), CSV);
    Files.writeString(file, "email\na@b.c,too,many\n");

    assertThatThrownBy(() -> read(list, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not the one that was checked");
  }

  @RepeatedTest(50)
  void bothPassesSeeTheSameRows() throws IOException {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<ListRow> written = new ArrayList<>();
    StringBuilder list = new StringBuilder("email,a,b\n");
    for (int i = random.nextInt(1, 3_000); i > 0; i--) {
      ListRow row = new ListRow("u" + i + "@b.c", List.of(cell(random), cell(random)));
      written.add(row);
      list.append(row.address());
      row.otherCells().forEach(cell -> list.append(',').append(quoted(cell)));
      list.append(random.nextBoolean() ? "\n" : "\r\n").append("\n".repeat(random.nextInt(2)));
    }

    CheckedList checked = write(list.toString().getBytes(StandardCharsets.UTF_8), CSV);
    int from = random.nextInt(written.size());

    assertThat(checked.rows()).as("seed %d", seed).isEqualTo(written.size());
    assertThat(read(checked, from))
        .as("seed %d", seed)
        .isEqualTo(written.subList(from, written.size()));
  }

  private static String cell(RandomGenerator random) {
    String letters = "ab ,;|\t\"\n\ré€";
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      cell.append(letters.charAt(random.nextInt(letters.length())));
    }
    return cell.toString();
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
