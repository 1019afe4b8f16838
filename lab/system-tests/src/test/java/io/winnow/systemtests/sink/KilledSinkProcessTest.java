package io.winnow.systemtests.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.standalone.broker.FormerProcess;
import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sink's process under {@code kill -9}, while the rows of one job come; on request, with {@code
 * -Dwinnow.test.sink-kills=50}. At every step of the disk, in one process, it is tried always.
 */
@EnabledIfSystemProperty(named = "winnow.test.sink-kills", matches = "[1-9]\\d*")
class KilledSinkProcessTest {
  private static final int KILLS = Integer.getInteger("winnow.test.sink-kills", 50);
  private static final long SEED = Long.getLong("winnow.test.sink-seed", 20260301);
  private static final int LONGEST_LIFE_MILLIS = 1_200;
  private static final int ROWS = 2 * SliceId.ROWS + 5_000;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final JobId JOB = new JobId(7);

  @TempDir Path root;

  @Test
  void theFilesAreThoseOfAnUndisturbedRunHoweverOftenTheSinkIsKilled() throws Exception {
    Random random = new Random(SEED);
    Logging.level("kafka", "error");
    Logging.level("org.apache.kafka", "error");
    Logging.level("state.change.logger", "error");
    try (EmbeddedBroker broker = new EmbeddedBroker(root.resolve("kafka"), 0)) {
      broker.start();
      Map<String, String> settings = settings(broker);
      KafkaClients kafka = KafkaClients.from(Settings.of(settings));
      new TopicProvisioner(kafka, TopicSettings.from(Settings.of(settings))).provision(Topics.ALL);
      try (Producer<byte[], byte[]> producer =
          new KafkaProducer<>(
              kafka.producer(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
        send(producer, job());
        int sent = 0;
        for (int kill = 0; kill < KILLS; kill++) {
          try (WinnowProcess sink = start(settings)) {
            sink.awaitLine(line -> line.startsWith(SinkServer.FILES));
            int until = (kill + 1) * ROWS / (KILLS + 1);
            sendRows(producer, sent, until);
            sent = until;
            // its life is the test: how long is left to chance
            boolean never =
                new CountDownLatch(1)
                    .await(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
            assertThat(never).isFalse();
            sink.kill();
          }
          // else its partitions would be nobody's until its session ends
          FormerProcess.clearAway(kafka, List.of(ResultSink.GROUP));
        }
        sendRows(producer, sent, ROWS);
      }
      try (WinnowProcess last = start(settings)) {
        Path slices = root.resolve("results/jobs/7/slices");
        await()
            .atMost(LONG)
            .until(
                () ->
                    last.isAlive()
                        && Files.exists(slices.resolve("0.csv"))
                        && Files.exists(slices.resolve("1.csv"))
                        && Files.exists(slices.resolve("2.csv")));
      }

      Settings undisturbed =
          Settings.of(settings)
              .with(Map.of(SinkSettings.DIRECTORY.key(), root.resolve("again").toString()));
      assertThat(ResultSink.rebuild(SinkSettings.from(undisturbed), kafka)).hasSize(1);
      for (String slice : List.of("0.csv", "1.csv", "2.csv", "0.crc", "1.crc", "2.crc")) {
        assertThat(Files.mismatch(file("results", slice), file("again", slice)))
            .as("first byte that differs in %s after %d kills, seed %d", slice, KILLS, SEED)
            .isEqualTo(-1);
      }
      try (var lines = Files.lines(file("results", "1.csv"))) {
        assertThat(lines).hasSize(SliceId.ROWS);
      }
    }
  }

  private Path file(String directory, String name) {
    return root.resolve(directory).resolve("jobs/7/slices").resolve(name);
  }

  private WinnowProcess start(Map<String, String> settings) throws IOException {
    return WinnowProcess.startClass(
        root,
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(
                    one -> one.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                    Map.Entry::getValue)),
        SinkServer.class.getName());
  }

  private Map<String, String> settings(EmbeddedBroker broker) {
    Map<String, String> settings = new HashMap<>();
    settings.put(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
    settings.put(ServiceSettings.TOPIC_PARTITIONS.key(), "2");
    settings.put(ServiceSettings.JOB_PARTITIONS.key(), "1");
    settings.put(ServiceSettings.REPLICATION_FACTOR.key(), "1");
    settings.put(SinkSettings.DIRECTORY.key(), root.resolve("results").toString());
    settings.put(SinkSettings.COMMIT_ROWS.key(), "1000");
    return settings;
  }

  private static Job job() {
    return new Job(
        Job.VERSION,
        JOB,
        "acme",
        "list.csv",
        JobState.RUNNING,
        Level.DNS,
        new ListLayout(List.of("name", "email"), 1, ",", true),
        ROWS,
        ROWS,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null);
  }

  private static void send(Producer<byte[], byte[]> producer, Job job) {
    send(
        producer,
        Topics.JOBS_TABLE.name(),
        job.id().toString(),
        new JsonSerde<>(Job.class).serialize(null, job));
    producer.flush();
  }

  private static void sendRows(Producer<byte[], byte[]> producer, int from, int to) {
    AddressVerifiedSerde serde = new AddressVerifiedSerde();
    for (int i = from; i < to; i++) {
      // all slices grow at once: the step is prime to the number of rows
      long row = (long) i * 7_919 % ROWS;
      AddressVerified verified =
          new AddressVerified(
              JOB,
              row,
              Verdict.of(Reason.SMTP_NOT_CHECKED),
              row + "@example.com",
              1,
              List.of("Person " + row));
      send(
          producer,
          Topics.VERIFIED_ADDRESSES.name(),
          SliceId.ofRow(JOB, row).key(),
          serde.serialize(null, verified));
    }
    producer.flush();
  }

  private static void send(
      Producer<byte[], byte[]> producer, String topic, String key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }
}
