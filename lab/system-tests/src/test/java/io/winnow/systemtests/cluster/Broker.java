package io.winnow.systemtests.cluster;

import io.winnow.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.kafka.KafkaContainer;

/** A broker of one of the kinds that Winnow runs on. */
interface Broker extends AutoCloseable {
  String bootstrapServers();

  @Override
  void close();

  /** Where it runs. */
  enum Kind {
    /** In this JVM. */
    EMBEDDED {
      @Override
      Broker start(Path directory) throws IOException, InterruptedException {
        EmbeddedBroker broker = new EmbeddedBroker(directory, 0);
        broker.start();
        return of(broker.bootstrapServers(), broker::close);
      }
    },

    /** In a container, as it is published; the test is skipped where no engine answers. */
    CONTAINER {
      @Override
      Broker start(Path directory) {
        Docker.assumeAnswers();
        KafkaContainer broker =
            new KafkaContainer("apache/kafka:4.3.1")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx384m")
                .withStartupTimeout(Duration.ofMinutes(5));
        broker.start();
        return of(broker.getBootstrapServers(), broker::stop);
      }
    };

    /**
     * Starts one.
     *
     * @param directory for its data
     */
    abstract Broker start(Path directory) throws IOException, InterruptedException;

    private static Broker of(String bootstrapServers, Runnable close) {
      return new Broker() {
        @Override
        public String bootstrapServers() {
          return bootstrapServers;
        }

        @Override
        public void close() {
          close.run();
        }
      };
    }
  }
}
