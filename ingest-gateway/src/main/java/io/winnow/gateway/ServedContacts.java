package io.winnow.gateway;

import io.winnow.gateway.dialect.pardot.PardotRoutes;
import io.winnow.gateway.dialect.pardot.PardotSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The accounts' contacts as a server needs them: the desk to ask at, and the dialects of it. */
public final class ServedContacts implements Service {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final IngestGateway gateway;
  private final PardotSettings pardot;
  private final AccountsGate gate;
  private final DirectoryDesk desk;

  /**
   * @param gate is not closed with this
   * @param gateway takes jobs in; not closed with this either
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  public ServedContacts(
      Settings settings, KafkaClients kafka, AccountsGate gate, IngestGateway gateway) {
    this.gateway = gateway;
    this.pardot = PardotSettings.from(settings);
    this.gate = gate;
    this.desk = DirectoryDesk.at(kafka, Clock.systemUTC(), TIMEOUT);
  }

  @Override
  public void start() {
    desk.start();
  }

  @Override
  public List<HttpRoutes> routes() {
    return List.of(
        new PardotRoutes(pardot, desk, gate.view()::sessionKey, Clock.systemUTC()),
        gateway.insideview(gate.view(), desk, gate.settings().idSecret()));
  }

  /** Who asks is told when the directory does not answer; lists need none. */
  @Override
  public void addTo(Health health) {}

  @Override
  public List<KafkaStreams> applications() {
    return List.of();
  }

  @Override
  public void close() {
    desk.close();
  }
}
