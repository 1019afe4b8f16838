package io.winnow.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import io.winnow.systemtests.gateway.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Nobody hears of it any more, nor does it of others. */
  void disconnect(String service) throws IOException, InterruptedException {
    Docker.run("docker", "network", "disconnect", PROJECT + "_default", container(service))
        .whenDone();
  }

  /** The end of {@link #disconnect}. */
  void connect(String service) throws IOException, InterruptedException {
    Docker.run("docker", "network", "connect", PROJECT + "_default", container(service)).whenDone();
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
