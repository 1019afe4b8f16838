package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.winnow.lab.list.ListGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
  private static final int ROWS = Integer.getInteger("winnow.test.kill-rows", 60_000);
  private static final Pattern PERCENT = Pattern.compile("^\\s*(\\d+) %.*");

  @TempDir Path directory;
  private Path settings;

  /** Rows are loaded only as fast as verdicts come, so that there is time to kill. */
  @BeforeEach
  void slowDown() throws IOException {
    settings = directory.resolve("slow.properties");
    Files.writeString(
        settings,
        "winnow.gateway.transaction-rows=1000\nwinnow.gateway.max-unverified-rows=5000\n");
  }

  @Test
  void aRunThatIsKilledAtTenFiftyAndNinetyPercentGivesTheSameFileInTheEnd() throws Exception {
    Path list = directory.resolve("list.csv");
    ListGenerator.writeUniform(ROWS, 3_000, 11, list);
    byte[] undisturbed = verifyToTheEnd(list, "undisturbed");

    for (int percent : new int[] {10, 50, 90}) {
      try (WinnowProcess killed = verify(list, "killed")) {
        killed.awaitLine(line -> percentOf(line) >= percent);
        killed.kill();
      }
      assertThat(directory.resolve("killed.csv")).doesNotExist();
    }
    byte[] resumed = verifyToTheEnd(list, "killed");

    assertThat(Arrays.mismatch(resumed, undisturbed))
        .as("the first byte that differs; -1 when none does")
        .isEqualTo(-1);
    assertThat(rows(undisturbed)).isEqualTo(ROWS + 1);
  }

  /** Between asking for the job and noting that there is one, a process can only die. */
  @Test
  void aRunThatDiesWhileItsListBecomesAJobMakesOneJobInTheEnd() throws Exception {
    Path list = directory.resolve("list.csv");
    ListGenerator.writeUniform(6_000, 300, 11, list);
    byte[] undisturbed = verifyToTheEnd(list, "undisturbed");
    Path record = directory.resolve("killed-data").resolve("verify-run.json");

    try (WinnowProcess killed = verify(list, "killed")) {
      killed.awaitLine(line -> percentOf(line) >= 10);
      killed.kill();
    }
    String noted = Files.readString(record);
    Files.writeString(record, noted.replace("\"sure\":true", "\"sure\":false"));
    byte[] resumed = verifyToTheEnd(list, "killed");

    assertThat(noted).contains("\"sure\":true");
    assertThat(resumed).isEqualTo(undisturbed);
    assertThat(jobsOf("killed")).isEqualTo(1);

    // nobody was asked at all
    Files.writeString(
        record,
        noted.replace("\"sure\":true", "\"sure\":false").replaceAll("\"job\":\\d+", "\"job\":5"));
    assertThat(verifyToTheEnd(list, "killed")).isEqualTo(undisturbed);
    assertThat(jobsOf("killed")).isEqualTo(2);
  }

  private long jobsOf(String name) throws IOException {
    try (Stream<Path> jobs = Files.list(directory.resolve(name + "-data/results/jobs"))) {
      return jobs.count();
    }
  }

  /** Not its lines: cells may hold line breaks. */
  private static long rows(byte[] csv) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().ofCsvRecord(new String(csv, StandardCharsets.UTF_8))) {
      return reader.stream().count();
    }
  }

  private byte[] verifyToTheEnd(Path list, String name) throws IOException, InterruptedException {
    try (WinnowProcess process = verify(list, name)) {
      assertThat(process.exitStatus()).as("%s", process.lines()).isZero();
      return Files.readAllBytes(directory.resolve(name + ".csv"));
    }
  }

  private WinnowProcess verify(Path list, String name) throws IOException {
    return WinnowProcess.start(
        directory,
        "verify",
        list.toString(),
        "--lab",
        "--settings",
        settings.toString(),
        "--data",
        directory.resolve(name + "-data").toString(),
        "-o",
        directory.resolve(name + ".csv").toString());
  }

  private static int percentOf(String line) {
    Matcher matcher = PERCENT.matcher(line);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
