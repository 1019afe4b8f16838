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

/** Accounts' contacts as a server needs them: the desk that asks for them, and its dialects. */
public final class ServedContacts implements Service {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final PardotSettings pardot;
  private final AccountsGate gate;
  private final DirectoryDesk desk;

  /**
   * @param gate is not closed with this
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  public ServedContacts(Settings settings, KafkaClients kafka, AccountsGate gate) {
    this.pardot = PardotSettings.from(settings);
    this.gate = gate;
    this.desk = DirectoryDesk.at(kafka, Clock.systemUTC(), TIMEOUT);
  }

  @Override
  public void start() {
    desk.start();
  }

  /** Whoever asks before the desk listens waits for it; there is nothing to be told. */
  @Override
  public void addTo(Health health) {}

  @Override
  public List<HttpRoutes> routes() {
    return List.of(new PardotRoutes(pardot, desk, gate.view()::sessionKey, Clock.systemUTC()));
  }

  @Override
  public List<KafkaStreams> applications() {
    return List.of();
  }

  @Override
  public void close() {
    desk.close();
  }
}
