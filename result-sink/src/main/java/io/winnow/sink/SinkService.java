package io.winnow.sink;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.webhooks.WebhookSettings;
import io.winnow.sink.webhooks.Webhooks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The result-sink as a part of a process: files, the page, and webhooks where they are wanted. */
public final class SinkService implements Service {
  private final ResultSink sink;
  private final @Nullable Webhooks webhooks;

  /**
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   * @throws IOException when the webhooks' secret can be neither read nor written
   */
  public SinkService(Settings settings, KafkaClients kafka, MeterRegistry meters)
      throws IOException {
    SinkSettings ours = SinkSettings.from(settings);
    WebhookSettings told = WebhookSettings.from(settings);
    this.sink = new ResultSink(ours, kafka, meters);
    this.webhooks =
        told.enabled()
            ? new Webhooks(told, ours.directory(), sink.jobs(), sink::knowsJobs, kafka, meters)
            : null;
  }

  /** Tells of jobs and gives the results. */
  public ResultSink sink() {
    return sink;
  }

  @Override
  public void start() throws IOException {
    sink.start();
    if (webhooks != null) {
      webhooks.start();
    }
  }

  @Override
  public void addTo(Health health) {
    health.live("sink", () -> Health.Condition.of(sink.alive(), "a thread has ended"));
    health.ready("sink", () -> Health.Condition.of(sink.notReady()));
    Webhooks told = webhooks;
    if (told != null) {
      health.live(
          "webhooks", () -> Health.Condition.of(told.alive(), "the application has stopped"));
      health.ready("webhooks", () -> Health.Condition.of(told.notReady()));
    }
  }

  @Override
  public List<HttpRoutes> routes() {
    List<HttpRoutes> routes = new ArrayList<>(List.of(sink.routes(), ResultSink.page()));
    if (webhooks != null) {
      routes.add(webhooks.routes());
    }
    return routes;
  }

  @Override
  public List<KafkaStreams> applications() {
    return webhooks == null ? List.of() : List.of(webhooks.application());
  }

  @Override
  public void close() throws IOException {
    try (sink;
        webhooks) {
      // closed in reverse, each even if another one fails
    }
  }
}
