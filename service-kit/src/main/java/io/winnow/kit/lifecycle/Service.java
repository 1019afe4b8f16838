package io.winnow.kit.lifecycle;

import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One of Winnow's services, or a part of one: alone in a process, or beside others. Made, it holds
 * what it needs; started, it works; closed, it has given all back.
 */
public interface Service extends AutoCloseable {
  /**
   * Begins to work; returns before it has caught up. The topics must be there.
   *
   * @throws IOException when the disk or a port cannot be used
   */
  void start() throws IOException;

  /** Tells whether it works, and whether it is ready. */
  void addTo(Health health);

  /** What it answers over HTTP. */
  List<HttpRoutes> routes();

  /** Its Kafka Streams applications, for metrics. */
  List<KafkaStreams> applications();

  /** Stops; what is unfinished goes on at the next start. */
  @Override
  void close() throws IOException;
}
