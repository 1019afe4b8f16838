package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.TruthLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeWayTest {
  private static final int ROWS = 20_000;

  @TempDir Path directory;

  @Test
  void aListComesBackInItsOrderWithItsColumnsAndTheTrueVerdicts() throws Exception {
    Path list = directory.resolve("list.csv");
    Path truthFile = ListGenerator.write(ROWS, 5, list, TruthLevel.DNS);

    try (WinnowProcess verify =
        WinnowProcess.start(directory, "verify", list.toString(), "--lab")) {
      assertThat(verify.exitStatus()).as("%s", verify.lines()).isZero();
    }

    List<List<String>> given = rows(list);
    List<List<String>> got = rows(directory.resolve("list_verified.csv"));
    List<List<String>> truth = rows(truthFile);
    assertThat(got.getFirst())
        .containsExactly(
            "id",
            "name",
            "email",
            "company",
            "status",
            "reason",
            "detail",
            "did_you_mean",
            "normalized",
            "flags",
            "mail_host",
            "mail_operator",
            "smtp_reply");
    assertThat(got.stream().map(row -> row.subList(0, 4)).toList()).isEqualTo(given);
    assertThat(
            got.stream().skip(1).map(row -> List.of(row.get(0), row.get(4), row.get(5))).toList())
        .isEqualTo(
            truth.stream()
                .skip(1)
                .map(row -> List.of(row.get(0), row.get(2), row.get(3)))
                .toList());
    assertThat(countsByStatus(got, 4)).isEqualTo(countsByStatus(truth, 2));
    assertThat(directory).isDirectoryContaining(file -> file.endsWith("list_verified.csv"));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("list.csv", "list_truth.csv", "list_verified.csv");
    }
  }

  private static Map<String, Integer> countsByStatus(List<List<String>> rows, int column) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.stream().skip(1).forEach(row -> counts.merge(row.get(column), 1, Integer::sum));
    return counts;
  }

  private static List<List<String>> rows(Path csv) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv);
        Stream<CsvRecord> records = reader.stream()) {
      return records.map(CsvRecord::getFields).toList();
    }
  }
}
