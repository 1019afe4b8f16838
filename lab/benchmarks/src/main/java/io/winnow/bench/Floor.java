package io.winnow.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.json.AddressSubmittedSerde;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * What no pipeline on Kafka could beat: the same records through a plain producer, an identity
 * topology with exactly-once, and a consumer that writes lines to a file.
 */
final class Floor {
  private static final int PARTITIONS = 4;
  private final String bootstrap;
  private final Path directory;

  Floor(String bootstrap, Path directory) {
    this.bootstrap = bootstrap;
    this.directory = directory;
  }

  /**
   * Runs all three at once over a list.
   *
   * @param name makes topics and application of this run
   * @return seconds from the first record sent to the last line written
   */
  double run(String name, Path list, long rows)
      throws IOException, InterruptedException, ExecutionException {
    String in = name + "-in";
    String out = name + "-out";
    createTopics(in, out);
    try (KafkaStreams streams = identity(name, in, out);
        ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      streams.start();
      while (streams.state() != KafkaStreams.State.RUNNING) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      Future<?> written =
          threads.submit(
              () -> {
                writeLines(out, directory.resolve(name + ".lines"), rows);
                return null;
              });
      produce(in, list);
      written.get();
      return (System.nanoTime() - start) / 1e9;
    } finally {
      deleteTopics(in, out);
      Files.deleteIfExists(directory.resolve(name + ".lines"));
    }
  }

  private void createTopics(String... names) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name : names) {
        topics.add(new NewTopic(name, PARTITIONS, (short) 1));
      }
      admin.createTopics(topics).all().get();
    }
  }

  private void deleteTopics(String... names) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteTopics(List.of(names)).all().get();
    }
  }

  private KafkaStreams identity(String name, String in, String out) {
    Topology topology =
        new Topology()
            .addSource("read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), in)
            .addSink("write", out, new ByteArraySerializer(), new ByteArraySerializer(), "read");
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            name,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            StreamsConfig.STATE_DIR_CONFIG,
            directory.resolve(name + "-state").toString(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            200L,
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
            20,
            StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
            131_072,
            StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
            "lz4",
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest"));
    return new KafkaStreams(topology, properties);
  }

  private void produce(String topic, Path list) throws IOException {
    AddressSubmittedSerde serde = new AddressSubmittedSerde();
    JobId job = new JobId(1);
    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(list);
        KafkaProducer<String, AddressSubmitted> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrap,
                    ProducerConfig.LINGER_MS_CONFIG,
                    20,
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    131_072,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    "lz4"),
                new StringSerializer(),
                serde)) {
      long number = -1;
      for (CsvRecord row : rows) {
        if (number >= 0) {
          List<String> cells = row.getFields();
          String address = cells.get(2);
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      topic,
                      address,
                      new AddressSubmitted(
                          job,
                          number,
                          address,
                          Level.DNS,
                          2,
                          List.of(cells.get(0), cells.get(1), cells.get(3)))));
        }
        number++;
      }
    }
  }

  private void writeLines(String topic, Path file, long rows) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrap,
                    "group.id",
                    topic,
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file), 256 * 1024)) {
      consumer.assign(
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList());
      long seen = 0;
      while (seen < rows) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          lines.write(record.value());
          lines.write('\n');
          seen++;
        }
      }
    }
  }
}
