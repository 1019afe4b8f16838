package io.winnow.systemtests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** All of Winnow in this process, seen from its topics. */
final class RunningWinnow implements AutoCloseable {
  private final DataDirectory data;
  private final Metrics metrics;
  private final Standalone standalone;
  private final KafkaProducer<String, String> producer;

  RunningWinnow(Map<String, String> settings) throws Exception {
    data = DataDirectory.temporary();
    metrics = new Metrics();
    standalone = new Standalone(data, Settings.of(settings), metrics, 0);
    standalone.start();
    producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer());
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", standalone.bootstrapServers());
  }

  /** Puts one record on a topic, as any program could. */
  void write(String topic, String key, String value)
      throws ExecutionException, InterruptedException {
    var _ = producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** All committed records of a topic. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                standalone.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private <T> List<T> read(String topic, Deserializer<T> values) {
    List<T> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
      if (record.value() != null) {
        found.add(values.deserialize(topic, record.value()));
      }
    }
    return found;
  }

  /** The rows of a job on the topic of addresses. */
  List<AddressSubmitted> rows(JobId job) {
    return read(Topics.ADDRESSES.name(), new AddressSubmittedSerde()).stream()
        .filter(row -> row.job().equals(job))
        .toList();
  }

  /** The verdicts of a job. */
  List<AddressVerified> verdicts(JobId job) {
    return read(Topics.VERIFIED_ADDRESSES.name(), new AddressVerifiedSerde()).stream()
        .filter(row -> row.job().equals(job))
        .toList();
  }

  /** The one job of that name. */
  JobId jobNamed(String name) {
    return read(Topics.JOBS_TABLE.name(), new JsonSerde<>(Job.class)).stream()
        .filter(job -> job.name().equals(name))
        .map(Job::id)
        .findFirst()
        .orElseThrow();
  }

  /** All jobs that there are. */
  List<JobId> jobs() {
    return read(Topics.JOBS_TABLE.name(), new JsonSerde<>(Job.class)).stream()
        .map(Job::id)
        .distinct()
        .toList();
  }

  /** Waits until a job has ended. */
  Job awaitEnd(JobId job) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> latest(job), one -> one != null && one.state().terminal());
  }

  Job awaitState(JobId job, JobState state) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> latest(job), one -> one != null && one.state() == state);
  }

  private Job latest(JobId job) {
    return read(Topics.JOBS_TABLE.name(), new JsonSerde<>(Job.class)).stream()
        .filter(one -> one.id().equals(job))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  void assertAlive() {
    assertThat(standalone.alive()).isTrue();
  }

  @Override
  public void close() throws IOException {
    producer.close();
    standalone.close();
    metrics.close();
    data.close();
  }
}
