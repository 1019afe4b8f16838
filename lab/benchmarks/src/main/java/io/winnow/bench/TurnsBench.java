package io.winnow.bench;

import io.winnow.lab.list.ListGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench turns}. */
@Command(
    name = "turns",
    description = "How long a short list takes alone, and behind a long one.",
    mixinStandardHelpOptions = true)
final class TurnsBench implements Callable<Integer> {
  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--asked",
      defaultValue = "5",
      description = "Short lists, one after the other (default: ${DEFAULT-VALUE}).")
  private int asked;

  @Option(names = "--set", description = "Settings of the server, such as winnow.x.y=1.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return outcome.of(this::measure);
  }

  private void measure(Report report, Path directory) throws Exception {
    Path large = directory.resolve("long.csv");
    Path small = directory.resolve("short.csv");
    ListGenerator.writeUniform(rows, 2_000, 1, large);
    ListGenerator.writeUniform(10, 10, 2, small);
    Path warm = directory.resolve("warm.csv");
    ListGenerator.writeUniform(Math.min(rows, 100_000), 2_000, 3, warm);
    try (Server server =
        Server.start(
            directory.resolve("data"), directory.resolve("server.log"), settings, List.of())) {
      server.awaitCompletion(server.upload(warm), 50);
      double alone = longest(report, "alone", server, small);
      String job = server.upload(large);
      while (server.state(job).path("processed").asLong() == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      double behind = longest(report, "behind", server, small);
      boolean stillBusy = !server.state(job).path("state").asText().equals("completed");
      report.put("extraSeconds", behind - alone);
      report.say(
          "10 rows: %.2f s alone, %.2f s behind %,d rows (the longest of %d each): %.2f s more%s",
          alone,
          behind,
          rows,
          asked,
          behind - alone,
          stillBusy ? "" : "; but the long list ended first: give it more rows");
    }
  }

  private double longest(Report report, String name, Server server, Path small)
      throws IOException, InterruptedException {
    double longest = 0;
    for (int i = 0; i < asked; i++) {
      long start = System.nanoTime();
      server.awaitCompletion(server.upload(small), 10);
      double seconds = (System.nanoTime() - start) / 1e9;
      report.put(name + "Seconds", seconds);
      longest = Math.max(longest, seconds);
    }
    return longest;
  }
}
