package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.lab.list.ListGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of which three rows in ten are duplicates, one of them ten thousand times. */
class DuplicatesTest {
  private static final int ROWS = 60_000;
  private static final int OFTEN = 10_000;
  private static final int NOW_AND_THEN = 8_000;
  private static final Pattern PERCENT = Pattern.compile("^\\s*(\\d+) %.*");
  private static final List<String> VERDICT =
      List.of("status", "reason", "detail", "did_you_mean", "normalized", "flags", "mail_host");

  @TempDir Path directory;

  @Test
  void duplicatesHaveTheVerdictOfTheirFirstRowAlsoWhenTheRunIsKilled() throws Exception {
    long seed = System.nanoTime();
    List<String> addresses = addresses(new Random(seed));
    Path list = directory.resolve("list.csv");
    try (Writer out = Files.newBufferedWriter(list)) {
      out.write("n,email,note\n");
      for (int row = 0; row < ROWS; row++) {
        out.write(row + "," + addresses.get(row) + ",\"note, " + row + "\"\n");
      }
    }
    Path settings = directory.resolve("slow.properties");
    Files.writeString(
        settings,
        "winnow.gateway.transaction-rows=1000\nwinnow.gateway.max-unverified-rows=5000\n");

    for (int percent : new int[] {20, 60}) {
      try (WinnowProcess killed = verify(list, settings, "killed")) {
        killed.awaitLine(line -> percentOf(line) >= percent);
        killed.kill();
      }
      assertThat(directory.resolve("killed.csv")).doesNotExist();
    }
    Path resumed = verifyToTheEnd(list, settings, "killed");
    Path undisturbed = verifyToTheEnd(list, settings, "undisturbed");

    check(addresses, resumed, seed);
    assertThat(Arrays.mismatch(Files.readAllBytes(resumed), Files.readAllBytes(undisturbed)))
        .as("seed %s: the first byte that differs; -1 when none does", seed)
        .isEqualTo(-1);
  }

  private List<String> addresses(Random random) throws IOException {
    Path distinct = directory.resolve("distinct.csv");
    ListGenerator.writeUniform(ROWS - OFTEN - NOW_AND_THEN, 3_000, 11, distinct);
    List<String> addresses = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(distinct)) {
      rows.forEach(row -> addresses.add(row.getField("email")));
    }
    String often = addresses.get(17);
    int known = addresses.size();
    for (int i = 0; i < OFTEN; i++) {
      addresses.add(often);
    }
    for (int i = 0; i < NOW_AND_THEN; i++) {
      String address = addresses.get(random.nextInt(known));
      int at = address.lastIndexOf('@');
      addresses.add(
          random.nextBoolean() || at < 0
              ? address
              : address.substring(0, at) + address.substring(at).toUpperCase(Locale.ROOT));
    }
    Collections.shuffle(addresses, random);
    return addresses;
  }

  private static void check(List<String> addresses, Path results, long seed) throws IOException {
    Map<String, Integer> firsts = new HashMap<>();
    List<NamedCsvRecord> all = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(results)) {
      rows.forEach(all::add);
    }
    assertThat(all).hasSize(ROWS);
    int duplicates = 0;
    for (int row = 0; row < ROWS; row++) {
      NamedCsvRecord found = all.get(row);
      assertThat(found.getField("n")).isEqualTo(String.valueOf(row));
      assertThat(found.getField("email")).isEqualTo(addresses.get(row));
      assertThat(found.getField("note")).isEqualTo("note, " + row);
      Integer first = firsts.putIfAbsent(key(addresses.get(row)), row);
      assertThat(found.getField("duplicate_of"))
          .as("seed %s, row %s", seed, row)
          .isEqualTo(first == null ? "" : String.valueOf(first + 1));
      if (first != null) {
        duplicates++;
        assertThat(verdict(found)).as("seed %s", seed).isEqualTo(verdict(all.get(first)));
      }
    }
    assertThat(duplicates).isGreaterThanOrEqualTo(OFTEN + NOW_AND_THEN);
  }

  private static String key(String address) {
    int at = address.lastIndexOf('@');
    return at < 0
        ? address
        : address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
  }

  private static List<String> verdict(NamedCsvRecord row) {
    return VERDICT.stream().map(row::getField).toList();
  }

  private Path verifyToTheEnd(Path list, Path settings, String name)
      throws IOException, InterruptedException {
    try (WinnowProcess process = verify(list, settings, name)) {
      assertThat(process.exitStatus()).as("%s", process.lines()).isZero();
      return directory.resolve(name + ".csv");
    }
  }

  private WinnowProcess verify(Path list, Path settings, String name) throws IOException {
    return WinnowProcess.start(
        directory,
        "verify",
        list.toString(),
        "--lab",
        "--dedupe",
        "exact",
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
