package io.winnow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code winnow serve --lab} in a process of its own. */
final class Server implements AutoCloseable {
  private static final Pattern SERVES =
      Pattern.compile("Winnow serves (http://\\S+) \\(Kafka at ([^,]+),.*");

  private static final String CONTACT_JOBS = "/api/v1/target/contact/job";

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String kafka;

  private Server(Process process, String url, String kafka) {
    this.process = process;
    this.url = url;
    this.kafka = kafka;
  }

  /**
   * Starts it, with the JVM's own options taken over from this process.
   *
   * @param data its data directory
   * @param log where its log goes
   * @param settings of Winnow, as lines of a properties file
   */
  static Server start(Path data, Path log, List<String> settings, List<String> jvmOptions)
      throws IOException {
    Path file = data.resolveSibling("bench.properties");
    Files.write(file, settings);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-XX:NewRatio=1",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "io.winnow.standalone.cli.Main",
            "serve",
            "--lab",
            "--open",
            "--port",
            "0",
            "--settings",
            file.toString(),
            "--data",
            data.toString()));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher serves = SERVES.matcher(line);
      if (serves.matches()) {
        return new Server(process, serves.group(1), serves.group(2));
      }
    }
    throw new IOException("the server did not start; see " + log);
  }

  String kafka() {
    return kafka;
  }

  /** What one run of a list took, in seconds since its upload began. */
  record Run(double accepted, double completed, double downloaded) {}

  /** Uploads a list; gives the address of its job. */
  String upload(Path list) throws IOException, InterruptedException {
    HttpResponse<String> accepted =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/v1/jobs?name=bench"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(list))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (accepted.statusCode() != 202) {
      throw new IOException("not accepted: " + accepted.body());
    }
    return url + accepted.headers().firstValue("Location").orElseThrow();
  }

  /** Makes a job of contacts' ids, one a line; gives its id. */
  String submitContacts(String ids) throws IOException, InterruptedException {
    HttpResponse<String> accepted =
        http.send(
            HttpRequest.newBuilder(URI.create(url + CONTACT_JOBS + "?level=dns"))
                .header("Content-Type", "text/plain")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ids))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (accepted.statusCode() != 200) {
      throw new IOException("not accepted: " + accepted.body());
    }
    return Json.MAPPER.readTree(accepted.body()).path("jobId").asText();
  }

  /** How a job of contacts stands. */
  String statusOfContacts(String job) throws IOException, InterruptedException {
    HttpResponse<String> status =
        http.send(
            HttpRequest.newBuilder(URI.create(url + CONTACT_JOBS + "/" + job))
                .header("Accept", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (status.statusCode() != 200) {
      throw new IOException("no status: " + status.body());
    }
    return Json.MAPPER.readTree(status.body()).path("status").asText();
  }

  /** How many of the contacts of a finished job there are. */
  long contactsFound(String job) throws IOException, InterruptedException {
    return get(url + CONTACT_JOBS + "/" + job + "/results")
        .body()
        .lines()
        .skip(1)
        .filter(line -> line.contains("ValidDomain"))
        .count();
  }

  /** Waits until a job is completed, looking every so many milliseconds. */
  void awaitCompletion(String job, long everyMillis) throws IOException, InterruptedException {
    while (true) {
      JsonNode state = state(job);
      switch (state.path("state").asText()) {
        case "completed" -> {
          return;
        }
        case "failed", "cancelled" -> throw new IOException("the job ended: " + state);
        default -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(everyMillis));
      }
    }
  }

  /** How a job stands; a missing node where the server does not know it yet. */
  JsonNode state(String job) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(get(job).body());
  }

  /** Uploads a list, waits until it is completed, and downloads the result. */
  Run verify(Path list, Path result) throws IOException, InterruptedException {
    long start = System.nanoTime();
    String job = upload(list);
    double acceptedSeconds = seconds(start);
    awaitCompletion(job, 50);
    double completedSeconds = seconds(start);
    HttpResponse<Path> downloaded =
        http.send(
            HttpRequest.newBuilder(URI.create(job + "/results.csv")).build(),
            HttpResponse.BodyHandlers.ofFile(result));
    if (downloaded.statusCode() != 200) {
      throw new IOException("no result: " + downloaded.statusCode());
    }
    return new Run(acceptedSeconds, completedSeconds, seconds(start));
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** The most memory that the process ever held, in MiB; 0 where the system does not tell. */
  long peakMemoryMiB() throws IOException {
    return Memory.peakMiB(process.pid());
  }

  /** Heap that is live, in MiB: what a full collection leaves, which it is asked for. */
  long liveHeapMiB() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collection =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("no collection: jcmd failed");
    }
    return mebibytes("jvm_gc_live_data_size_bytes");
  }

  /** What has come to stay in the heap, or is not yet known to be garbage, in MiB. */
  long oldGenerationMiB() throws IOException, InterruptedException {
    return mebibytes("jvm_memory_used_bytes{area=\"heap\",id=\"PS Old Gen\"");
  }

  /** The sum of a metric of the server. */
  private long mebibytes(String metric) throws IOException, InterruptedException {
    return Math.round(
        get(url + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum()
            / (1 << 20));
  }

  @Override
  public void close() throws IOException {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
