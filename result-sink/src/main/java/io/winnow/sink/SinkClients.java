package io.winnow.sink;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.sink.filing.Filing;
import io.winnow.sink.slices.SinkId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The sink's own part of its clients' properties. */
final class SinkClients implements Filing.Clients {
  static final String GROUP = "winnow-result-sink";

  private final KafkaClients kafka;
  private final SinkId sink;

  SinkClients(KafkaClients kafka, SinkId sink) {
    this.kafka = kafka;
    this.sink = sink;
  }

  /** Reads the table of jobs: by itself, without a group. */
  Consumer<byte[], byte[]> jobs() {
    Map<String, Object> properties = readCommitted("jobs");
    return new KafkaConsumer<>(kafka.consumer(properties));
  }

  /** Reads topics from their beginning: by itself, without a group. */
  Consumer<byte[], byte[]> rebuilding() {
    Map<String, Object> properties = readCommitted("rebuild");
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000);
    return new KafkaConsumer<>(kafka.consumer(properties));
  }

  @Override
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = readCommitted("rows");
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    // rows come by the hundred thousand: few and large answers, but none held back for long
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 * 1024);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
    // so many that they are still in the processor's cache when they are filed
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000);
    return new KafkaConsumer<>(kafka.consumer(properties));
  }

  @Override
  public Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        kafka.producer(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "winnow-sink-" + sink,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5)));
  }

  private Map<String, Object> readCommitted(String purpose) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "winnow-sink-" + sink + "-" + purpose);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // a failure is told and tried again, so there is no use in waiting for long
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return properties;
  }
}
