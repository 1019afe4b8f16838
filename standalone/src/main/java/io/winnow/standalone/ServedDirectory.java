package io.winnow.standalone;

import io.winnow.gateway.IngestGateway;
import io.winnow.gateway.dialect.pardot.PardotRoutes;
import io.winnow.gateway.dialect.pardot.PardotSettings;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.verifier.directory.DirectorySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts' contacts as a server needs them: the desk where they are asked for, and its dialects.
 */
public final class ServedDirectory implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final PardotSettings pardot;
  private final String idSecret;
  private final IngestGateway gateway;
  private final ResultSink sink;

  /** Null where no contacts are kept. */
  private final @Nullable DirectoryDesk desk;

  /**
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  ServedDirectory(Settings settings, KafkaClients kafka, IngestGateway gateway, ResultSink sink) {
    this.pardot = PardotSettings.from(settings);
    this.idSecret = AccessSettings.from(settings).idSecret();
    this.gateway = gateway;
    this.sink = sink;
    this.desk =
        DirectorySettings.from(settings).enabled()
            ? DirectoryDesk.at(kafka, Clock.systemUTC(), TIMEOUT)
            : null;
  }

  /** Begins to listen for answers. The topics must be there. */
  public void start() {
    if (desk != null) {
      desk.start();
    }
  }

  /** The dialects that stand on the directory; none where no contacts are kept. */
  public List<HttpRoutes> routes(AccountsView accounts) {
    return desk == null
        ? List.of()
        : List.of(
            new PardotRoutes(pardot, desk, accounts::sessionKey, Clock.systemUTC()),
            gateway.insideview(accounts, desk, idSecret),
            sink.insideview(accounts, idSecret));
  }

  @Override
  public void close() {
    if (desk != null) {
      desk.close();
    }
  }
}
