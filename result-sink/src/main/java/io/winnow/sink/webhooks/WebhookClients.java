package io.winnow.sink.webhooks;

import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.RestartBudget;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/** The webhooks' own part of their clients' properties. */
final class WebhookClients {
  /** Between transactions, at most: how soon the log shows an attempt. */
  private static final long COMMIT_MILLIS = 200;

  private static final long POLL_MILLIS = 50;

  /** Short, since after a crash nobody sees anything behind it until it times out. */
  private static final int TRANSACTION_MILLIS = 20_000;

  private WebhookClients() {}

  static KafkaStreams streams(
      String application, Topology topology, Path stateDirectory, KafkaClients kafka) {
    Map<String, Object> ours = new HashMap<>();
    ours.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    ours.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    ours.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    ours.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    ours.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    ours.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
    ours.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    ours.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    ours.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    ours.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    ours.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    ours.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_MILLIS);
    ours.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    Properties properties = new Properties();
    properties.putAll(kafka.streams(ours));
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(new RestartBudget(application));
    return streams;
  }

  static Producer<String, byte[]> producer(KafkaClients kafka) {
    return new KafkaProducer<>(
        kafka.producer(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "winnow-webhook-redeliveries",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all")));
  }
}
