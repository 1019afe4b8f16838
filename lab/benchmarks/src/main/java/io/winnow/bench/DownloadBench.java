package io.winnow.bench;

import io.winnow.lab.list.ListGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code winnow bench download}. */
@Command(
    name = "download",
    description =
        "A long list from its last verdict to the file: how soon it is complete, how fast the file"
            + " comes beside plain copying of the same files, and how soon its state is told.",
    mixinStandardHelpOptions = true)
final class DownloadBench implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--jvm", description = "More options for the server's JVM, such as a profiler.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(names = "--set", description = "Settings of the server, such as winnow.x.y=1.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "bench-download.json",
      description = "Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private Path output;

  @Override
  public Integer call() throws Exception {
    Report report = new Report(spec.commandLine().getOut(), "download");
    Path directory = Files.createTempDirectory("winnow-bench-");
    try {
      measure(report, directory);
    } finally {
      Directories.remove(directory);
    }
    report.write(output);
    return 0;
  }

  private void measure(Report report, Path directory) throws Exception {
    Path list = directory.resolve("list.csv");
    ListGenerator.writeUniform(rows, 2_000, 1, list);
    Path warm = directory.resolve("warm.csv");
    ListGenerator.writeUniform(Math.min(rows, 200_000), 2_000, 2, warm);
    report.put("rows", rows);
    report.say("%,d rows, %,d bytes", rows, Files.size(list));
    Path data = directory.resolve("data");
    try (Server server =
        Server.start(data, directory.resolve("server.log"), settings, jvmOptions)) {
      server.awaitCompletion(server.upload(warm), 50);
      long heapBefore = server.liveHeapMiB();
      String job = run(report, server, list);
      Path folder = data.resolve("results/jobs").resolve(id(job)).resolve("slices");
      disk(report, folder);
      downloads(report, job, folder);
      long heapAfter = server.liveHeapMiB();
      report.put("liveHeapMiBBefore", heapBefore);
      report.put("liveHeapMiBAfter", heapAfter);
      report.put("peakMemoryMiBServer", server.peakMemoryMiB());
      report.say(
          "live heap of the server: %d MiB before, %d MiB after; peak memory %,d MiB",
          heapBefore, heapAfter, server.peakMemoryMiB());
    }
  }

  private static String id(String job) {
    return job.substring(job.lastIndexOf('/') + 1);
  }

  /** Uploads the list, asks for its state while it runs, and says how soon it ended. */
  private String run(Report report, Server server, Path list)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String job = server.upload(list);
    try (LastVerdict last = new LastVerdict(server.kafka());
        StatusAsker asker = new StatusAsker(job)) {
      asker.askUntilCompleted();
      long completed = System.nanoTime();
      double seconds = (completed - last.at()) / 1e9;
      double whole = (completed - start) / 1e9;
      report.say(
          "completed %.1f s after the upload began (%,.0f rows/s), %.2f s after its last verdict",
          whole, rows / whole, seconds);
      report.put("completedSeconds", whole);
      report.put("completedAfterLastVerdictSeconds", seconds);
      status(report, asker);
    }
    return job;
  }

  private static void status(Report report, StatusAsker asker) throws IOException {
    double[] running = asker.takeAnswers();
    double late = PipelineBench.median(asker.takeWakeUps());
    for (int i = 0; i < 1_000; i++) {
      asker.ask();
    }
    double done = PipelineBench.median(asker.takeAnswers());
    report.say(
        "state told in %.2f ms at the median of %,d while it ran (a thread that sleeps wakes %.2f ms"
            + " late then), %.2f ms afterwards",
        PipelineBench.median(running), running.length, late, done);
    report.put("statusMillisRunning", PipelineBench.median(running));
    report.put("wakeUpMillisRunning", late);
    report.put("statusMillisCompleted", done);
  }

  private void disk(Report report, Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    report.say("%,d bytes on the sink's disk, %.1f a row", bytes, (double) bytes / rows);
    report.put("bytesOnDiskPerRow", (double) bytes / rows);
  }

  /** In turns, so that what else goes on in the machine hits both. */
  private void downloads(Report report, String job, Path folder) throws IOException {
    try (PlainFiles files = PlainFiles.serve(folder)) {
      double[] plain = new double[rounds];
      double[] winnow = new double[rounds];
      for (int round = -2; round < rounds; round++) {
        double ofFiles = mebibytesPerSecond(URI.create(files.url()));
        double ofWinnow = mebibytesPerSecond(URI.create(job + "/results?format=csv"));
        if (round >= 0) {
          plain[round] = ofFiles;
          winnow[round] = ofWinnow;
          report.say(
              "round %d: plain files %,.0f MiB/s, Winnow %,.0f MiB/s, ratio %.2f",
              round + 1, ofFiles, ofWinnow, ofWinnow / ofFiles);
          report.put("plainMiBPerSecond", Math.round(ofFiles));
          report.put("downloadMiBPerSecond", Math.round(ofWinnow));
        }
      }
      double ratio = PipelineBench.median(winnow) / PipelineBench.median(plain);
      report.say("ratio of the medians %.2f", ratio);
      report.put("downloadRatio", ratio);
    }
  }

  /** As {@code curl -o /dev/null} would. */
  private static double mebibytesPerSecond(URI url) throws IOException {
    long start = System.nanoTime();
    long bytes = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
      String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[256 << 10];
      int first = in.read(buffer);
      String status = new String(buffer, 0, Math.max(first, 0), StandardCharsets.ISO_8859_1);
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException("no download: " + status.lines().findFirst().orElse("nothing came"));
      }
      bytes = first;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    }
    return bytes / 1048576.0 / ((System.nanoTime() - start) / 1e9);
  }
}
