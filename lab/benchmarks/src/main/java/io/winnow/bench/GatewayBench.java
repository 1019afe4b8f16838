package io.winnow.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.list.ListGenerator;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.admission.AdmissionSettings;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code winnow bench gateway}. */
@Command(
    name = "gateway",
    description = "Memory of an ingest-gateway alone in its process, with lists of all sizes.",
    mixinStandardHelpOptions = true)
final class GatewayBench implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

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
      names = {"-o", "--output"},
      defaultValue = "bench-gateway.json",
      description = "Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private Path output;

  /** Memory of one process, in KiB. */
  private record Held(long live, long mostLive, long resident) {}

  @Override
  public Integer call() throws Exception {
    Report report = new Report(spec.commandLine().getOut(), "gateway");
    Path directory = Files.createTempDirectory("winnow-bench-");
    EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("kafka"), 0);
    try (broker) {
      broker.start();
      measure(report, directory, broker.bootstrapServers());
    } finally {
      Directories.remove(directory);
    }
    report.write(output);
    return 0;
  }

  private void measure(Report report, Path directory, String bootstrap) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(),
                bootstrap,
                ServiceSettings.TOPIC_PARTITIONS.key(),
                "4",
                ServiceSettings.JOB_PARTITIONS.key(),
                "1",
                ServiceSettings.REPLICATION_FACTOR.key(),
                "1",
                AdmissionSettings.OPEN.key(),
                "local",
                VerifierSettings.STATE_DIRECTORY.key(),
                directory.resolve("state").toString()));
    KafkaClients kafka = KafkaClients.from(settings);
    TopicSettings topics = TopicSettings.from(settings);
    new TopicProvisioner(kafka, topics).provision(Topics.ALL);
    report.put("heap", heap);
    // somebody must admit the lists and take the rows
    try (Verifier verifier =
        new Verifier(
            VerifierSettings.from(settings),
            kafka,
            topics.jobPartitions(),
            new SimpleMeterRegistry())) {
      verifier.start();
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
        report.put("rows", size);
        report.put("liveHeapKiB", held.live());
        report.put("mostLiveHeapKiB", held.mostLive());
        report.put("peakMemoryMiB", held.resident() / 1024);
      }
    }
  }

  private Held load(Path list, long size, Path spool, String bootstrap) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayProcess.class.getName(),
                bootstrap,
                spool.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        HttpClient http = HttpClient.newHttpClient()) {
      String url = answer(out);
      HttpResponse<String> accepted =
          http.send(
              HttpRequest.newBuilder(URI.create(url + "/v1/jobs?level=syntax"))
                  .header("Content-Type", "text/csv")
                  .POST(HttpRequest.BodyPublishers.ofFile(list))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (accepted.statusCode() != 202) {
        throw new IOException("not accepted: " + accepted.body());
      }
      while (loaded(http, url) < size) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      in.write("\n");
      in.flush();
      String[] live = answer(out).split(" ", 2);
      long resident = Memory.peakMiB(process.pid()) * 1024;
      return new Held(Long.parseLong(live[0]), Long.parseLong(live[1]), resident);
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static String answer(BufferedReader out) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the gateway's process has ended");
    }
    return line;
  }

  private static double loaded(HttpClient http, String url)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("winnow_gateway_rows_loaded"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
