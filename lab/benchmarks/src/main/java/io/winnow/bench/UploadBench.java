package io.winnow.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.winnow.lab.list.ListGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench upload}. */
@Command(
    name = "upload",
    description =
        "From the first byte of a list to its 202, beside what writing it to disk and parsing it"
            + " take.",
    mixinStandardHelpOptions = true)
final class UploadBench implements Callable<Integer> {
  /** Rounds that are told, but not counted: a cold gateway takes three times as long. */
  private static final int WARM_UP = 3;

  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "512m",
      description = "The most heap that the gateway gets (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private String heap;

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
    Path list = directory.resolve("list.csv");
    ListGenerator.writeUniform(rows, 2_000, 1, list);
    report.put("rows", rows);
    report.say("%,d rows, %,d bytes", rows, Files.size(list));
    Process process = GatewayProcess.start("-Xmx" + heap, bootstrap, directory.resolve("spool"));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      String url = out.readLine();
      if (url == null) {
        throw new IOException("the gateway's process has ended");
      }
      double[] ratios = new double[rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        double written = seconds(() -> write(list, directory.resolve("copy.csv")));
        double parsed = seconds(() -> parse(list));
        double uploaded = seconds(() -> upload(list, URI.create(url)));
        awaitQuiet(http, url, (round + 1 + WARM_UP) * rows);
        double ratio = uploaded / (written + parsed);
        report.say(
            "%s: written to disk %.2f s, parsed %.2f s, accepted after %.2f s; ratio %.2f",
            round < 0 ? "warming up" : "round " + (round + 1), written, parsed, uploaded, ratio);
        if (round < 0) {
          continue;
        }
        ratios[round] = ratio;
        report.put("writtenSeconds", written);
        report.put("parsedSeconds", parsed);
        report.put("acceptedSeconds", uploaded);
      }
      double median = PipelineBench.median(ratios);
      report.put("ratio", Math.round(median * 1000) / 1000.0);
      report.say("median ratio %.2f of a gateway that is warm", median);
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  /** Nothing of an earlier list is under way any more. */
  private static void awaitQuiet(HttpClient http, String url, long loaded)
      throws IOException, InterruptedException {
    while (GatewayProcess.metric(http, url, "winnow_gateway_rows_loaded") < loaded
        || GatewayProcess.metric(http, url, "winnow_gateway_rows_unverified") > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Something that is timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** As {@code cat}, and until it is on the disk. */
  private static void write(Path list, Path copy) throws IOException {
    Files.deleteIfExists(copy);
    ByteBuffer buffer = ByteBuffer.allocateDirect(128 << 10);
    try (FileChannel in = FileChannel.open(list);
        FileChannel out =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
      out.force(true);
    }
    Files.delete(copy);
  }

  private void parse(Path list) throws IOException {
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(list)) {
      long found = records.stream().count() - 1;
      if (found != rows) {
        throw new IllegalStateException("the list has " + found + " rows of " + rows);
      }
    }
  }

  /** As {@code curl -T} would; until the status has come. */
  private static void upload(Path list, URI url) throws IOException {
    try (FileChannel in = FileChannel.open(list);
        SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()))) {
      String head =
          """
          POST /v1/jobs?level=syntax HTTP/1.1\r
          Host: bench\r
          Content-Type: text/csv\r
          Content-Length: %d\r
          Connection: close\r
          \r
          """
              .formatted(in.size());
      ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
      for (long sent = 0; sent < in.size(); ) {
        sent += in.transferTo(sent, in.size() - sent, socket);
      }
      String status =
          new BufferedReader(
                  new InputStreamReader(
                      socket.socket().getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (status == null || !status.startsWith("HTTP/1.1 202")) {
        throw new IOException("not accepted: " + status);
      }
    }
  }
}
