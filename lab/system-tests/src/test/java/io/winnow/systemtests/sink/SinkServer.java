package io.winnow.systemtests.sink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.standalone.KnownSettings;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A sink as a process of its own, which files until it is killed. */
final class SinkServer {
  /** What it says once it has been started. */
  static final String FILES = "The sink files";

  private SinkServer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Settings settings = Settings.load(null, System.getenv(), KnownSettings.ALL);
    Logging.configure(settings);
    try (ResultSink sink =
        new ResultSink(
            SinkSettings.from(settings), KafkaClients.from(settings), new SimpleMeterRegistry())) {
      sink.start();
      System.out.println(FILES);
      new CountDownLatch(1).await();
    }
  }
}
