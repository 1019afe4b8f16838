package io.winnow.verifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.settings.Settings;
import io.winnow.verifier.egress.MailPortCheck;
import io.winnow.verifier.smtp.SmtpSettings;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The verifier-streams service as a part of a process. */
public final class VerifierService implements Service {
  private final MailPortCheck mailPort;
  private final Verifier verifier;

  /**
   * Reads the lists.
   *
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  public VerifierService(Settings settings, KafkaClients kafka, MeterRegistry meters) {
    VerifierSettings ours = VerifierSettings.from(settings);
    this.mailPort =
        new MailPortCheck(
            ours.probes() ? settings.get(MailPortCheck.HOSTS) : List.of(),
            settings.get(SmtpSettings.PORT),
            meters);
    this.verifier = new Verifier(ours, kafka, TopicSettings.from(settings).jobPartitions(), meters);
  }

  /** Gives the verdicts. */
  public Verifier verifier() {
    return verifier;
  }

  @Override
  public void start() {
    mailPort.start();
    verifier.start();
  }

  @Override
  public void addTo(Health health) {
    health.live(
        "verifier",
        () -> Health.Condition.of(verifier.alive(), "a stream application has stopped"));
    health.ready("verifier", () -> Health.Condition.of(verifier.ready(), "tasks are being moved"));
    // nothing that waiting for a better moment would help
    health.ready("mail-port", () -> new Health.Condition(true, mailPort.trouble().orElse("up")));
  }

  @Override
  public List<HttpRoutes> routes() {
    return List.of(verifier.routes());
  }

  @Override
  public List<KafkaStreams> applications() {
    return verifier.applications();
  }

  @Override
  public void close() {
    try (mailPort;
        verifier) {
      // closed in reverse, each even if another one fails
    }
  }
}
