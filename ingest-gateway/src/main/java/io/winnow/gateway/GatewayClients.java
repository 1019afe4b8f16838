package io.winnow.gateway;

import io.winnow.gateway.feed.LogEnds;
import io.winnow.gateway.feed.SubmissionLog;
import io.winnow.gateway.load.RowProducers;
import io.winnow.kit.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka clients that a gateway needs. Who calls for one closes it. */
interface GatewayClients {
  /** How the transactional ids of gateways begin. */
  String TRANSACTIONAL_IDS = "winnow-gateway-";

  /** For rows and their marks, in transactions; one is used at a time. */
  RowProducers rows(String gatewayId);

  /** For submissions. */
  Producer<String, byte[]> submissions();

  /** Of committed records, without a group. */
  Consumer<byte[], byte[]> committed();

  /** The same, for a look at the events beside {@link #committed}. */
  Consumer<byte[], byte[]> marks();

  /** The same, for answers. */
  Consumer<byte[], byte[]> answers();

  /** The same, for the table of jobs. */
  Consumer<byte[], byte[]> jobs();

  /** Where partitions really end. */
  LogEnds ends();

  /**
   * The nonces of all that was submitted from a moment on.
   *
   * @param since by the records' timestamps
   */
  Set<String> submittedSince(Instant since);

  /** The clients of a real cluster. */
  static GatewayClients of(KafkaClients kafka, GatewaySettings settings) {
    return new OfCluster(kafka, settings);
  }

  /** See {@link #of}. */
  record OfCluster(KafkaClients kafka, GatewaySettings settings) implements GatewayClients {
    private static final int KAFKAS_OWN_REQUEST_BYTES = 1 << 20;
    private static final int BESIDE_THE_ROW_BYTES = 64 << 10;

    @Override
    public RowProducers rows(String gatewayId) {
      Map<String, Object> properties = rowsProperties(gatewayId);
      return new RowProducers() {
        @Override
        public Producer<String, byte[]> open() {
          return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Duration transactionTimeout() {
          Object millis = properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
          return Duration.ofMillis(Long.parseLong(String.valueOf(millis).strip()));
        }
      };
    }

    private Map<String, Object> rowsProperties(String gatewayId) {
      return kafka.producer(
          Map.of(
              ProducerConfig.TRANSACTIONAL_ID_CONFIG,
              TRANSACTIONAL_IDS + gatewayId,
              ProducerConfig.CLIENT_ID_CONFIG,
              "winnow-gateway-rows",
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              60_000,
              ProducerConfig.LINGER_MS_CONFIG,
              15,
              ProducerConfig.BATCH_SIZE_CONFIG,
              128 << 10,
              ProducerConfig.COMPRESSION_TYPE_CONFIG,
              "lz4",
              ProducerConfig.BUFFER_MEMORY_CONFIG,
              32L << 20,
              ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
              requestBytes()));
    }

    private int requestBytes() {
      return Math.max(
          KAFKAS_OWN_REQUEST_BYTES, settings.limits().rowBytes() + BESIDE_THE_ROW_BYTES);
    }

    @Override
    public Producer<String, byte[]> submissions() {
      int timeout = Math.toIntExact(settings.admissionTimeout().toMillis());
      return new KafkaProducer<>(
          kafka.producer(
              Map.of(
                  ProducerConfig.CLIENT_ID_CONFIG,
                  "winnow-gateway-submissions",
                  ProducerConfig.LINGER_MS_CONFIG,
                  0,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  timeout,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  Math.min(timeout, 10_000),
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  timeout)),
          new StringSerializer(),
          new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> committed() {
      return consumer("winnow-gateway-feed", "read_committed");
    }

    @Override
    public Consumer<byte[], byte[]> marks() {
      return consumer("winnow-gateway-marks", "read_committed");
    }

    @Override
    public Consumer<byte[], byte[]> answers() {
      return consumer("winnow-gateway-answers", "read_committed");
    }

    @Override
    public Consumer<byte[], byte[]> jobs() {
      return consumer("winnow-gateway-jobs", "read_committed");
    }

    @Override
    public LogEnds ends() {
      return partitions -> {
        try (Consumer<byte[], byte[]> consumer =
            consumer("winnow-gateway-ends", "read_uncommitted")) {
          consumer.assign(partitions);
          return consumer.endOffsets(partitions);
        }
      };
    }

    @Override
    public Set<String> submittedSince(Instant since) {
      try (Consumer<byte[], byte[]> consumer =
          consumer("winnow-gateway-submitted", "read_committed")) {
        return new SubmissionLog(consumer, ends()).noncesSince(since);
      }
    }

    private Consumer<byte[], byte[]> consumer(String clientId, String isolation) {
      return new KafkaConsumer<>(
          kafka.consumer(
              Map.of(
                  ConsumerConfig.CLIENT_ID_CONFIG,
                  clientId,
                  ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                  isolation,
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest")),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
    }
  }
}
