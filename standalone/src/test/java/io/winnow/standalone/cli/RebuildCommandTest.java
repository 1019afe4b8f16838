package io.winnow.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flags;
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
import io.winnow.kit.process.CommandFaults;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results at a real broker: sinks that share a directory, and one that has lost its disk. */
class RebuildCommandTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long SEED = 20260301;
  private static final int CHUNKS = 4;

  /** Rows of each job, by its id. */
  private static final Map<Long, Integer> JOBS =
      Map.of(1L, SliceId.ROWS + 500, 2L, 3_000, 3L, 3_000, 4L, 1, 5L, 3_000);

  @TempDir Path root;

  private record Row(long job, long number) {}

  @Test
  void sinksThatTakePartitionsFromEachOtherAndARebuildGiveTheSameFiles() throws Exception {
    Map<Path, String> expected;
    try (DataDirectory data = DataDirectory.at(root.resolve("data"));
        EmbeddedBroker broker = new EmbeddedBroker(data.kafka(), 0)) {
      EmbeddedNoise.quiet();
      Settings settings = settings(data, broker);
      expected = expected(data);
      broker.start();
      KafkaClients kafka = KafkaClients.from(settings);
      new TopicProvisioner(kafka, TopicSettings.from(settings))
          .provision(
              List.of(
                  Topics.JOBS_TABLE,
                  Topics.VERIFIED_ADDRESSES,
                  Topics.JOB_EVENTS,
                  Topics.SLICE_TALLIES,
                  Topics.DEAD_LETTERS));
      try (Producer<byte[], byte[]> producer = producer(kafka);
          ResultSink steady = sink(settings, kafka, "steady")) {
        publish(producer, JobState.RUNNING);
        steady.start();
        fileWhileASinkComesAndGoes(producer, settings, kafka);
        await().atMost(LONG).until(() -> expected.keySet().stream().allMatch(Files::exists));
        publish(producer, JobState.COMPLETED);
        assertThat(content(expected)).as("seed %d", SEED).isEqualTo(expected);
        assertThat(rebuildOnCluster(settings))
            .as("while a sink works there")
            .isEqualTo(CommandFaults.FAILED);
      }
      removeAll(root.resolve("data/results/jobs/1"));
      assertThat(rebuildOnCluster(settings)).isZero();
      assertThat(content(expected)).isEqualTo(expected);
    }

    removeAll(root.resolve("data/results"));
    Map<Path, Long> told = sizes("winnow.job-events-0", "winnow.slice-tallies-0");
    assertThat(Main.run("rebuild", "--data", root.resolve("data").toString())).isZero();

    assertThat(content(expected)).isEqualTo(expected);
    assertThat(sizes("winnow.job-events-0", "winnow.slice-tallies-0")).isEqualTo(told);
  }

  private int rebuildOnCluster(Settings settings) throws IOException {
    Path file = root.resolve("sink.properties");
    Files.writeString(file, "winnow.sink.directory=" + settings.get(SinkSettings.DIRECTORY) + "\n");
    return Main.run(
        "rebuild",
        "--kafka",
        settings.get(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS),
        "--settings",
        file.toString());
  }

  /** Each time partitions move to the newcomer, and back when it goes. */
  private static void fileWhileASinkComesAndGoes(
      Producer<byte[], byte[]> producer, Settings settings, KafkaClients kafka) throws IOException {
    List<Row> rows = rows();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      int from = chunk * rows.size() / CHUNKS;
      int middle = (2 * chunk + 1) * rows.size() / CHUNKS / 2;
      int to = (chunk + 1) * rows.size() / CHUNKS;
      send(producer, rows.subList(from, middle));
      try (ResultSink newcomer = sink(settings, kafka, chunk % 2 == 0 ? "even" : "odd")) {
        newcomer.start();
        await().atMost(LONG).until(() -> newcomer.notReady().isEmpty());
        send(producer, rows.subList(middle, to));
      }
    }
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    JOBS.forEach(
        (job, count) -> LongStream.range(0, count).forEach(row -> rows.add(new Row(job, row))));
    rows.sort(Comparator.comparingLong(Row::job).thenComparingLong(Row::number));
    Collections.shuffle(rows, new Random(SEED));
    return rows;
  }

  private static void send(Producer<byte[], byte[]> producer, List<Row> rows) {
    AddressVerifiedSerde serde = new AddressVerifiedSerde();
    for (Row row : rows) {
      JobId job = new JobId(row.job());
      AddressVerified verified =
          new AddressVerified(
              job,
              row.number(),
              new Verdict(Reason.SMTP_NOT_CHECKED, null, null, null, Flags.NONE, null, null),
              row.number() + "@example.com",
              1,
              List.of("Person " + row.number()));
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.VERIFIED_ADDRESSES.name(),
                  SliceId.ofRow(job, row.number()).key().getBytes(StandardCharsets.UTF_8),
                  serde.serialize(null, verified)));
    }
    producer.flush();
  }

  private static String line(long row) {
    return "Person %d,%d@example.com,unknown,smtp_not_checked,,,,,,,\n".formatted(row, row);
  }

  private static Map<Path, String> expected(DataDirectory data) {
    return JOBS.entrySet().stream()
        .flatMap(
            job ->
                LongStream.range(0, SliceId.countFor(job.getValue()))
                    .mapToObj(
                        slice ->
                            Map.entry(
                                data.results()
                                    .resolve(
                                        "jobs/%d/slices/%d.csv".formatted(job.getKey(), slice)),
                                LongStream.range(
                                        slice * SliceId.ROWS,
                                        Math.min(job.getValue(), (slice + 1) * SliceId.ROWS))
                                    .mapToObj(RebuildCommandTest::line)
                                    .collect(Collectors.joining()))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<Path, String> content(Map<Path, String> files) {
    return files.keySet().stream()
        .collect(Collectors.toMap(file -> file, RebuildCommandTest::text));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  private Map<Path, Long> sizes(String... partitions) {
    return Stream.of(partitions)
        .map(name -> root.resolve("data/kafka").resolve(name))
        .map(folder -> folder.resolve("00000000000000000000.log"))
        .collect(Collectors.toMap(file -> file, file -> file.toFile().length()));
  }

  private static void publish(Producer<byte[], byte[]> producer, JobState state) {
    JsonSerde<Job> serde = new JsonSerde<>(Job.class);
    Instant now = Instant.now();
    JOBS.forEach(
        (id, rows) -> {
          Job job =
              new Job(
                  Job.VERSION,
                  new JobId(id),
                  "acme",
                  "list.csv",
                  state,
                  Level.DNS,
                  new ListLayout(List.of("name", "email"), 1, ",", true),
                  rows,
                  rows,
                  rows,
                  0,
                  Map.of(),
                  Map.of(),
                  0,
                  null,
                  now,
                  now,
                  state.terminal() ? now : null,
                  null,
                  null,
                  null);
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      Topics.JOBS_TABLE.name(),
                      job.id().toString().getBytes(StandardCharsets.UTF_8),
                      serde.serialize(null, job)));
        });
    producer.flush();
  }

  private static Producer<byte[], byte[]> producer(KafkaClients kafka) {
    return new KafkaProducer<>(
        kafka.producer(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ResultSink sink(Settings settings, KafkaClients kafka, String id) {
    return new ResultSink(
        SinkSettings.from(settings.with(Map.of(SinkSettings.ID.key(), id))),
        kafka,
        new SimpleMeterRegistry());
  }

  private static Settings settings(DataDirectory data, EmbeddedBroker broker) {
    return Settings.of(
        Map.of(
            ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(),
            broker.bootstrapServers(),
            ServiceSettings.TOPIC_PARTITIONS.key(),
            "4",
            ServiceSettings.JOB_PARTITIONS.key(),
            "1",
            ServiceSettings.REPLICATION_FACTOR.key(),
            "1",
            SinkSettings.DIRECTORY.key(),
            data.results().toString()));
  }

  private static void removeAll(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void aDirectoryWithoutTopicsIsRefused() {
    assertThat(Main.run("rebuild", "--data", root.toString())).isEqualTo(CommandFaults.BAD_INPUT);
  }
}
