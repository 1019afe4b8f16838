package io.winnow.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import io.winnow.systemtests.gateway.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docker-compose.yml describes, in the simulated world, under a name and ports of its own. */
final class ComposeCluster {
  static final List<String> SERVICES =
      List.of(
          "ingest-gateway-1",
          "ingest-gateway-2",
          "verifier-streams-1",
          "verifier-streams-2",
          "result-sink-1",
          "result-sink-2");

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final String PROJECT = "winnow-test";
  private static final String NETWORK = "172.30.54";
  private static final Duration READY_WITHIN = Duration.ofMinutes(6);

  private static final Pattern USE =
      Pattern.compile("(?<memory>[0-9.]+)(?<unit>MiB|GiB) / \\S+ (?<percent>[0-9.]+)%");

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> compose = new ArrayList<>(Docker.compose());
  private final String entrance;
  private final String prometheus;

  private ComposeCluster(String image) throws IOException {
    String port = freePort();
    String prometheusPort = freePort();
    this.entrance = "http://127.0.0.1:" + port;
    this.prometheus = "http://127.0.0.1:" + prometheusPort;
    environment.putAll(
        Map.of(
            "WINNOW_IMAGE", image,
            "WINNOW_PORT", port,
            "WINNOW_PROMETHEUS_PORT", prometheusPort,
            "WINNOW_NETWORK", NETWORK,
            "WINNOW_DNS_SERVERS", NETWORK + ".253:5354"));
    compose.addAll(List.of("--project-name", PROJECT, "--env-file", "deploy/lab.env"));
  }

  /** Builds the image of the jars that there are. */
  static void build(String image) throws IOException, InterruptedException {
    Docker.run(ROOT, Map.of(), List.of("deploy/build-image", image)).whenDone();
  }

  /** All of it; returns when every service is ready. */
  static ComposeCluster up(String image) throws Exception {
    ComposeCluster cluster = new ComposeCluster(image);
    boolean started = false;
    try {
      cluster.compose("down", "--volumes", "--remove-orphans", "--timeout", "1");
      cluster.compose("up", "-d");
      SERVICES.forEach(cluster::awaitReady);
      started = true;
      return cluster;
    } finally {
      if (!started) {
        System.err.println(cluster.logs());
        cluster.down();
      }
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  /** Makes an account and comes through the entrance with its key. */
  Client client(String account, long credits) throws IOException, InterruptedException {
    String said =
        compose(
            "exec",
            "-T",
            "ingest-gateway-1",
            "winnow",
            "accounts",
            "add",
            account,
            "--credits",
            Long.toString(credits),
            "--key");
    return new Client(HttpClient.newHttpClient(), entrance, said.lines().toList().getLast());
  }

  /** Where Prometheus is. */
  String prometheus() {
    return prometheus;
  }

  /** Waits until the service's own health check says so. */
  void awaitReady(String service) {
    await(service)
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> health(service).equals("healthy"));
  }

  private String health(String service) throws IOException, InterruptedException {
    return inspect(service, "{{.State.Health.Status}}");
  }

  /**
   * Ends a service's process as a machine that dies does, not as an operator does: nobody starts it
   * again but the engine, which must.
   */
  void kill(String service) throws IOException, InterruptedException {
    String pid = inspect(service, "{{.State.Pid}}");
    Docker.run("kill", "-9", pid).whenDone();
    await(service + " is started again")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              String now = inspect(service, "{{.State.Running}} {{.State.Pid}}");
              return now.startsWith("true ") && !now.endsWith(" " + pid);
            });
  }

  /** Stops a service in order and starts it again, as an upgrade does; returns when it is ready. */
  void restart(String service) throws IOException, InterruptedException {
    Docker.run("docker", "stop", "--time", "60", container(service)).whenDone();
    Docker.run("docker", "start", container(service)).whenDone();
    awaitReady(service);
  }

  /**
   * How long an orderly stop and the start after it took.
   *
   * @param startSeconds from the start of the container to the service's own word that it is ready
   */
  record Restart(double stopSeconds, double startSeconds) {}

  /** Stops a service that has nothing to do and starts it again. */
  Restart timedRestart(String service) throws IOException, InterruptedException {
    long stop = System.nanoTime();
    Docker.run("docker", "stop", "--time", "60", container(service)).whenDone();
    long start = System.nanoTime();
    Docker.run("docker", "start", container(service)).whenDone();
    String address = inspect(service, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    URI ready = URI.create("http://" + address + ":8080/health/ready");
    try (HttpClient client = HttpClient.newHttpClient()) {
      await(service)
          .atMost(READY_WITHIN)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptions()
          .until(
              () ->
                  client
                          .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                          .statusCode()
                      == 200);
    }
    return new Restart((start - stop) / 1e9, (System.nanoTime() - start) / 1e9);
  }

  /** What a container takes, as the engine tells. */
  record Use(double mebibytes, double percentOfCore) {}

  /** What these services take now, measured over a second or two. */
  Map<String, Use> uses(List<String> services) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("docker", "stats", "--no-stream", "--format", "{{.MemUsage}} {{.CPUPerc}}"));
    for (String service : services) {
      command.add(container(service));
    }
    List<String> lines =
        Docker.run(ROOT, Map.of(), command).whenDone().lines().map(String::strip).toList();
    Map<String, Use> uses = new LinkedHashMap<>();
    for (int i = 0; i < services.size(); i++) {
      uses.put(services.get(i), use(lines.get(i)));
    }
    return uses;
  }

  private static Use use(String line) {
    Matcher use = USE.matcher(line);
    if (!use.matches()) {
      throw new IllegalStateException("not what a container takes: " + line);
    }
    double unit = use.group("unit").equals("GiB") ? 1024 : 1;
    return new Use(
        unit * Double.parseDouble(use.group("memory")), Double.parseDouble(use.group("percent")));
  }

  /** How large an image is, as the engine tells. */
  static String size(String image) throws IOException, InterruptedException {
    return Docker.run("docker", "images", "--format", "{{.Size}}", image).whenDone();
  }

  /** Nobody hears of it any more, nor does it of others. */
  void disconnect(String service) throws IOException, InterruptedException {
    Docker.run("docker", "network", "disconnect", PROJECT + "_default", container(service))
        .whenDone();
  }

  /** The end of {@link #disconnect}, under the names that it had, its own and that of its kind. */
  void connect(String service) throws IOException, InterruptedException {
    Docker.run(
            "docker",
            "network",
            "connect",
            "--alias",
            service,
            "--alias",
            service.replaceFirst("-[0-9]+$", ""),
            PROJECT + "_default",
            container(service))
        .whenDone();
  }

  private String inspect(String service, String format) throws IOException, InterruptedException {
    return Docker.run("docker", "inspect", "--format", format, container(service)).whenDone();
  }

  private String container(String service) throws IOException, InterruptedException {
    String ids =
        Docker.run(
                "docker",
                "ps",
                "--all",
                "--quiet",
                "--filter",
                "label=com.docker.compose.project=" + PROJECT,
                "--filter",
                "label=com.docker.compose.service=" + service)
            .whenDone();
    return ids.lines().findFirst().orElseThrow(() -> new IllegalStateException("no " + service));
  }

  String logs() throws IOException, InterruptedException {
    return compose("logs", "--no-color", "--tail", "60");
  }

  private String compose(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(compose);
    all.addAll(List.of(command));
    return Docker.run(ROOT, environment, all).whenDone();
  }

  /** Removes all of it, its data as well. */
  void down() throws IOException, InterruptedException {
    compose("down", "--volumes", "--remove-orphans", "--timeout", "10");
  }
}
