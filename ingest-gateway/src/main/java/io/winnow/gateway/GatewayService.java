package io.winnow.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.metrics.DiskRoom;
import io.winnow.kit.settings.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The ingest-gateway as a part of a process. */
public final class GatewayService implements Service {
  private final IngestGateway gateway;

  /**
   * Takes possession of the spool.
   *
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong, or the spool cannot
   *     be used
   */
  public GatewayService(Settings settings, KafkaClients kafka, MeterRegistry meters) {
    Clock clock = Clock.systemUTC();
    GatewaySettings own = GatewaySettings.from(settings);
    DiskRoom.of("spool", own.spoolDirectory(), meters);
    this.gateway =
        new IngestGateway(own, kafka, new JobIds(clock, new SecureRandom()), meters, clock);
  }

  /** Takes lists in. */
  public IngestGateway gateway() {
    return gateway;
  }

  @Override
  public void start() {
    gateway.start();
  }

  @Override
  public void addTo(Health health) {
    health.live("gateway", () -> Health.Condition.of(gateway.stopped()));
    health.ready("gateway", () -> Health.Condition.of(gateway.trouble()));
  }

  @Override
  public List<HttpRoutes> routes() {
    return List.of(gateway.routes());
  }

  @Override
  public List<KafkaStreams> applications() {
    return List.of();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
