package io.winnow.systemtests.smtp;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import java.util.concurrent.CountDownLatch;

/** A verifier and nothing else, beside a Winnow whose broker its settings name. */
final class SecondVerifier {
  private SecondVerifier() {}

  public static void main(String[] args) throws InterruptedException {
    Settings settings = Settings.load(null, System.getenv(), KnownSettings.ALL);
    Logging.configure(settings);
    Metrics metrics = new Metrics();
    Verifier verifier =
        new Verifier(
            VerifierSettings.from(settings),
            KafkaClients.from(settings),
            TopicSettings.from(settings).jobPartitions(),
            metrics.registry());
    verifier.start();
    System.out.println("The second verifier has begun");
    new CountDownLatch(1).await();
  }
}
