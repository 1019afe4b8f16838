package io.winnow.bench;

import io.winnow.lab.list.ListGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench gateway}. */
@Command(
    name = "gateway",
    description = "Memory of an ingest-gateway alone in its process, with lists of all sizes.",
    mixinStandardHelpOptions = true)
final class GatewayBench implements Callable<Integer> {
  @Mixin private final Outcome outcome = new Outcome();

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Sizes of lists, each for a new process (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private List<Long> rows;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "48m",
      description = "The most heap that the gateway gets (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private String heap;

  @Option(
      names = "--uploads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Each list is uploaded so many times at once; of several, one's rows are waited for on the"
              + " topic (default: ${DEFAULT-VALUE}).")
  private int uploads;

  /** Memory of one process, in KiB. */
  private record Held(long before, long live, long mostLive, long resident, double accepted) {}

  @Override
  public Integer call() throws Exception {
    return outcome.of(
        (report, directory) -> {
          try (GatewayBackstage backstage = GatewayBackstage.start(directory)) {
            measure(report, directory, backstage.bootstrapServers());
          }
        });
  }

  private void measure(Report report, Path directory, String bootstrap) throws Exception {
    report.put("heap", heap);
    for (long size : rows) {
      Path list = directory.resolve(size + ".csv");
      ListGenerator.writeUniform(size, 2_000, 1, list);
      long start = System.nanoTime();
      Held held = load(list, size, directory.resolve("spool-" + size), bootstrap);
      double seconds = (System.nanoTime() - start) / 1e9;
      report.say(
          "%,9d rows, %,11d bytes: live heap %,6d KiB at the end, %,6d KiB at most after any"
              + " collection; %,d MiB resident at most; %.1f s with start",
          size, Files.size(list), held.live(), held.mostLive(), held.resident() / 1024, seconds);
      if (uploads > 1) {
        report.say(
            "          %d uploads at once: all accepted after %.1f s; %,d KiB of heap for each at"
                + " most (%,d KiB were live before)",
            uploads, held.accepted(), (held.mostLive() - held.before()) / uploads, held.before());
        report.put("uploads", uploads);
        report.put("acceptedSeconds", held.accepted());
        report.put("heapKiBOfEach", (held.mostLive() - held.before()) / uploads);
      }
      report.put("rows", size);
      report.put("liveHeapKiB", held.live());
      report.put("mostLiveHeapKiB", held.mostLive());
      report.put("peakMemoryMiB", held.resident() / 1024);
    }
  }

  private Held load(Path list, long size, Path spool, String bootstrap) throws Exception {
    Process process = GatewayProcess.start("-Xmx" + heap, bootstrap, spool);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      String url = answer(out);
      long before = live(in, out)[0];
      long start = System.nanoTime();
      List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
      for (int i = 0; i < uploads; i++) {
        sent.add(
            http.sendAsync(
                HttpRequest.newBuilder(URI.create(url + "/v1/jobs?level=syntax"))
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofFile(list))
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> one : sent) {
        HttpResponse<String> accepted = one.get(5, TimeUnit.MINUTES);
        if (accepted.statusCode() != 202) {
          throw new IOException("not accepted: " + accepted.body());
        }
      }
      double acceptedSeconds = (System.nanoTime() - start) / 1e9;
      while (GatewayProcess.metric(http, url, "winnow_gateway_rows_loaded") < size) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      long[] live = live(in, out);
      long resident = Memory.peakMiB(process.pid()) * 1024;
      return new Held(before, live[0], live[1], resident, acceptedSeconds);
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  /** KiB of heap: now, and at most after any collection. */
  private static long[] live(Writer in, BufferedReader out) throws IOException {
    in.write("\n");
    in.flush();
    String[] live = answer(out).split(" ", 2);
    return new long[] {Long.parseLong(live[0]), Long.parseLong(live[1])};
  }

  private static String answer(BufferedReader out) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the gateway's process has ended");
    }
    return line;
  }
}
