package io.winnow.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.winnow.lab.list.ListGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench pipeline}. */
@Command(
    name = "pipeline",
    description = "Winnow from upload to finished file, beside the floor on the same broker.",
    mixinStandardHelpOptions = true)
final class PipelineBench implements Callable<Integer> {
  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--domains",
      defaultValue = "2000",
      description = "All of them are cached before it counts (default: ${DEFAULT-VALUE}).")
  private int domains;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--jvm", description = "More options for the server's JVM, such as a profiler.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(names = "--set", description = "Settings of the server, such as winnow.x.y=1.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return outcome.of(this::measure);
  }

  private void measure(Report report, Path directory) throws Exception {
    Path list = directory.resolve("list.csv");
    Path small = directory.resolve("small.csv");
    ListGenerator.writeUniform(rows, domains, 1, list);
    long few = Math.max(domains, rows / 5);
    ListGenerator.writeUniform(few, domains, 1, small);
    report.put("rows", rows);
    report.put("domains", domains);
    report.say("%,d rows over %,d domains, %,d bytes", rows, domains, Files.size(list));
    Path data = directory.resolve("data");
    try (Server server =
        Server.start(data, directory.resolve("server.log"), settings, jvmOptions)) {
      Floor floor = new Floor(server.kafka(), directory);
      // compiles both, and fills the cache of domains
      floor.run("warm-floor", small, few);
      server.verify(small, directory.resolve("warm.csv"));
      floor.run("warm-floor-2", list, rows);
      server.verify(list, directory.resolve("warm.csv"));
      report.put("liveHeapMiBAfterSmall", server.liveHeapMiB());
      double[] floorRates = new double[rounds];
      double[] winnowRates = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        floorRates[round] = rows / floor.run("floor-" + round, list, rows);
        Path result = directory.resolve("result.csv");
        Server.Run run = server.verify(list, result);
        winnowRates[round] = rows / run.downloaded();
        requireWhole(result);
        report.say(
            "round %d: floor %,.0f rows/s; Winnow %,.0f rows/s"
                + " (accepted after %.1f s, completed %.1f s, downloaded %.1f s); ratio %.2f",
            round + 1,
            floorRates[round],
            winnowRates[round],
            run.accepted(),
            run.completed(),
            run.downloaded(),
            winnowRates[round] / floorRates[round]);
        report.put("floorRowsPerSecond", Math.round(floorRates[round]));
        report.put("winnowRowsPerSecond", Math.round(winnowRates[round]));
        report.put("liveHeapMiBAfterRound", server.liveHeapMiB());
      }
      double ratio = median(winnowRates) / median(floorRates);
      report.put("ratio", Math.round(ratio * 1000) / 1000.0);
      report.put("peakMemoryMiBServer", server.peakMemoryMiB());
      report.put("peakMemoryMiBBench", Memory.peakMiB(ProcessHandle.current().pid()));
      report.say(
          "median: floor %,.0f rows/s, Winnow %,.0f rows/s, ratio %.2f",
          median(floorRates), median(winnowRates), ratio);
      report.say(
          "peak memory: server with broker %,d MiB (its heap is at most 1,024), bench %,d MiB",
          server.peakMemoryMiB(), Memory.peakMiB(ProcessHandle.current().pid()));
    }
  }

  private void requireWhole(Path result) throws IOException {
    try (CsvReader<CsvRecord> lines = CsvReader.builder().ofCsvRecord(result)) {
      long found = lines.stream().count() - 1;
      if (found != rows) {
        throw new IllegalStateException("the result has " + found + " rows of " + rows);
      }
    }
  }

  static double median(double[] values) {
    double[] sorted = Arrays.copyOf(values, values.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
