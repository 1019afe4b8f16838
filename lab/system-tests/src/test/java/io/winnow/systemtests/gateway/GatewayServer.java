package io.winnow.systemtests.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.IngestGateway;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A gateway and its HTTP server: in this process, or as a process of its own. */
final class GatewayServer implements AutoCloseable {
  /** What a process says before its address, once it serves. */
  static final String SERVES = "The gateway serves ";

  private final IngestGateway gateway;
  private final Door door;

  private GatewayServer(IngestGateway gateway, Door door) {
    this.gateway = gateway;
    this.door = door;
  }

  /**
   * Starts one.
   *
   * @param settings with a spool of its own
   * @param others what it serves beside, such as the sink's routes
   */
  static GatewayServer start(Map<String, String> settings, List<HttpRoutes> others) {
    Settings all = Settings.of(settings);
    Clock clock = Clock.systemUTC();
    IngestGateway gateway =
        new IngestGateway(
            GatewaySettings.from(all),
            KafkaClients.from(all),
            new JobIds(clock, new SecureRandom()),
            new SimpleMeterRegistry(),
            clock);
    boolean started = false;
    try {
      List<HttpRoutes> routes = new ArrayList<>(List.of(gateway.routes()));
      routes.addAll(others);
      gateway.start();
      GatewayServer server = new GatewayServer(gateway, Door.open(all, routes));
      started = true;
      return server;
    } finally {
      if (!started) {
        gateway.close();
      }
    }
  }

  String url() {
    return door.url();
  }

  @Override
  public void close() {
    try (gateway;
        door) {
      // closed in reverse, each even if the other one fails
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Settings settings = Settings.load(null, System.getenv(), KnownSettings.ALL);
    Logging.configure(settings);
    GatewayServer server = start(settings.startingWith(""), List.of());
    System.out.println(SERVES + server.url());
    new CountDownLatch(1).await();
  }
}
