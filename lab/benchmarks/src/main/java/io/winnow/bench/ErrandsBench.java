package io.winnow.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.errands.Decision;
import io.winnow.errands.Errand;
import io.winnow.errands.ErrandProcessorSupplier;
import io.winnow.errands.ErrandSettings;
import io.winnow.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench errands}. */
@Command(
    name = "errands",
    description = "Asynchronous work inside Kafka Streams, beside the identity topology.",
    mixinStandardHelpOptions = true)
final class ErrandsBench implements Callable<Integer> {
  private static final String IN = "bench-in";
  private static final int PARTITIONS = 4;
  private static final byte[] KEY = new byte[0];

  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "4000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--commit-interval",
      paramLabel = "MS",
      defaultValue = "200",
      description = "Of all topologies (default: ${DEFAULT-VALUE}).")
  private long commitMillis;

  /** How many of a hundred records wait, and how long. */
  private record Load(int percent, int millis) {
    String name() {
      return percent + "-percent-" + millis + "-ms";
    }

    String text() {
      return percent + " % of records pending for " + millis + " ms";
    }
  }

  private static final List<Load> LOADS =
      List.of(new Load(100, 30), new Load(20, 30), new Load(20, 300), new Load(100, 300));

  @Override
  public Integer call() throws Exception {
    return outcome.of(
        (report, directory) -> {
          EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("kafka"), 0);
          try (broker;
              Delays delays = new Delays()) {
            broker.start();
            measure(report, directory, broker.bootstrapServers(), delays);
          }
        });
  }

  private void measure(Report report, Path directory, String bootstrap, Delays delays)
      throws Exception {
    createTopic(bootstrap, IN);
    fill(bootstrap);
    report.put("rows", rows);
    report.put("commitIntervalMillis", commitMillis);
    // compiles both: the first runs are slower by half
    for (int warm = 1; warm <= 2; warm++) {
      run("warm-identity-" + warm, identity("warm-identity-" + warm), directory, bootstrap);
      String errands = "warm-errands-" + warm;
      run(errands, errands(errands, LOADS.getFirst(), delays), directory, bootstrap);
    }
    double[] identities = new double[LOADS.size() + 1];
    double[] rates = new double[LOADS.size()];
    for (int i = 0; i < LOADS.size(); i++) {
      identities[i] = run("identity-" + i, identity("identity-" + i), directory, bootstrap);
      String name = "errands-" + LOADS.get(i).name();
      rates[i] = run(name, errands(name, LOADS.get(i), delays), directory, bootstrap);
      report.say("%,.0f records/s beside %,.0f of identity", rates[i], identities[i]);
    }
    identities[LOADS.size()] = run("identity-z", identity("identity-z"), directory, bootstrap);
    double identity = PipelineBench.median(identities);
    report.say(
        "identity topology: %,.0f records/s (median; %s)",
        identity,
        Arrays.stream(identities).mapToObj(rate -> String.format("%,.0f", rate)).toList());
    report.put("identityRecordsPerSecond", Math.round(identity));
    for (int i = 0; i < LOADS.size(); i++) {
      Load load = LOADS.get(i);
      report.say("%s: %,.0f records/s, ratio %.2f", load.text(), rates[i], rates[i] / identity);
      report.put(load.name() + "RecordsPerSecond", Math.round(rates[i]));
      report.put(load.name() + "Ratio", Math.round(1000 * rates[i] / identity) / 1000.0);
    }
  }

  private static void createTopic(String bootstrap, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }
  }

  private void fill(String bootstrap) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                20,
                "batch.size",
                131_072,
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String filler = "x".repeat(90);
      for (long row = 0; row < rows; row++) {
        byte[] value = (row + " " + filler).getBytes(StandardCharsets.US_ASCII);
        var _ = producer.send(new ProducerRecord<>(IN, (int) (row % PARTITIONS), KEY, value));
      }
    }
  }

  private static Topology identity(String name) {
    return new Topology()
        .addSource("read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), IN)
        .addSink("write", name, new ByteArraySerializer(), new ByteArraySerializer(), "read");
  }

  private static Topology errands(String name, Load load, Delays delays) {
    return new Topology()
        .addSource("read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), IN)
        .addProcessor(
            "wait",
            new ErrandProcessorSupplier<byte[], byte[], Boolean, byte[], byte[]>(
                ErrandSettings.of("wait", "dead").withMaxInFlight(50_000),
                () -> new Wait(load, delays),
                Serdes.ByteArray(),
                Serdes.ByteArray(),
                new SimpleMeterRegistry()),
            "read")
        .addSink("write", name, new ByteArraySerializer(), new ByteArraySerializer(), "wait")
        .addSink(
            "dead", name + "-dead", new ByteArraySerializer(), new ByteArraySerializer(), "wait");
  }

  /** Waits for some records, answers at once for the others. */
  private record Wait(Load load, Delays delays)
      implements Errand<byte[], byte[], Boolean, byte[], byte[]> {
    private static final CompletionStage<Boolean> AT_HAND = CompletableFuture.completedFuture(true);

    @Override
    public String id(Record<byte[], byte[]> record) {
      byte[] value = record.value();
      int end = 0;
      while (value[end] != ' ') {
        end++;
      }
      return new String(value, 0, end, StandardCharsets.US_ASCII);
    }

    @Override
    public CompletionStage<Boolean> run(byte[] key, byte[] value, int attempt) {
      // the last two digits of the row's number are spread evenly over the hundred
      int end = 0;
      while (value[end] != ' ') {
        end++;
      }
      int hundredth = (end > 1 ? 10 * (value[end - 2] - '0') : 0) + (value[end - 1] - '0');
      return hundredth < load.percent() ? delays.after(load.millis()) : AT_HAND;
    }

    @Override
    public Decision<byte[], byte[]> answered(
        Record<byte[], byte[]> record, int attempt, Boolean answer) {
      return new Decision.Forward<>("write", record);
    }

    @Override
    public Decision<byte[], byte[]> failed(
        Record<byte[], byte[]> record, int attempt, Throwable failure) {
      return new Decision.DeadLetter<>(failure.toString());
    }
  }

  /** Records per second, from the assignment of the tasks to the last committed result. */
  private double run(String name, Topology topology, Path directory, String bootstrap)
      throws Exception {
    createTopic(bootstrap, name);
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            name,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            StreamsConfig.STATE_DIR_CONFIG,
            directory.resolve("state-" + name).toString(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            commitMillis,
            StreamsConfig.POLL_MS_CONFIG,
            10L,
            StreamsConfig.producerPrefix("transaction.timeout.ms"),
            60_000,
            StreamsConfig.producerPrefix("batch.size"),
            131_072,
            StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest"));
    try (KafkaStreams streams = new KafkaStreams(topology, properties);
        KafkaConsumer<byte[], byte[]> results =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrap,
                    "group.id",
                    "results-of-" + name,
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      results.subscribe(List.of(name));
      streams.start();
      while (streams.state() != KafkaStreams.State.RUNNING) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      for (long seen = 0; seen < rows; ) {
        seen += results.poll(Duration.ofMillis(50)).count();
      }
      return rows / ((System.nanoTime() - start) / 1e9);
    }
  }
}
