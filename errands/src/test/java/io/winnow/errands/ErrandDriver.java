package io.winnow.errands;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/** One task of a topology with one errand, that can be stopped and restored from its changelogs. */
final class ErrandDriver implements AutoCloseable {
  static final String RESULTS = "results";
  static final String DEAD = "dead-letters";
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final String APPLICATION = "errand-test";
  private static final String INPUT = "input";

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private ErrandSettings settings;
  private final HandErrand errand;
  private final Path stateDirectory;
  private Instant now = START;
  private TopologyTestDriver driver;
  private boolean running;
  private TestInputTopic<String, String> input;
  private TestOutputTopic<String, String> results;
  private TestOutputTopic<byte[], byte[]> dead;
  private final Map<Bytes, byte[]> pendingLog = new LinkedHashMap<>();
  private final Map<Bytes, byte[]> retryLog = new LinkedHashMap<>();
  private int pendingLogWrites;

  ErrandDriver(ErrandSettings settings, HandErrand errand, Path stateDirectory) {
    this.stateDirectory = stateDirectory;
    this.settings = settings;
    this.errand = errand;
    var supplier = supplier();
    open(supplier, supplier.stores());
  }

  void pipe(String id, String value) {
    input.pipeInput(new TestRecord<>(id, value, new RecordHeaders(), START));
  }

  void pipe(TestRecord<String, String> record) {
    input.pipeInput(record);
  }

  void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  void tick() {
    advance(settings.tick());
  }

  /** The results since last asked. */
  List<String> results() {
    return results.readValuesToList();
  }

  TestRecord<String, String> result() {
    return results.readRecord();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return dead.readRecordsToList();
  }

  int pendingLogWrites() {
    readLogs();
    return pendingLogWrites;
  }

  /** How many live entries the changelog of the pending store has. */
  int pendingLogSize() {
    readLogs();
    return pendingLog.size();
  }

  int retryLogSize() {
    readLogs();
    return retryLog.size();
  }

  double gauge(String name) {
    return registry.get(name).tag("errand", settings.name()).gauge().value();
  }

  double count(String name) {
    return registry.get(name).tag("errand", settings.name()).counter().count();
  }

  /** Stops the task; another is started with the state that the changelogs hold. */
  void restart() {
    restart(settings);
  }

  void restart(ErrandSettings changed) {
    stop();
    settings = changed;
    var supplier = supplier();
    open(
        supplier,
        Set.of(
            Restored.pending(
                settings, new PendingEntrySerde<>(Serdes.String(), Serdes.String()), pendingLog),
            Restored.retries(settings, retryLog)));
  }

  void stop() {
    close();
    readLogs();
  }

  @Override
  public void close() {
    if (running) {
      running = false;
      driver.close();
    }
  }

  private ErrandProcessorSupplier<String, String, String, String, String> supplier() {
    return new ErrandProcessorSupplier<>(
        settings, () -> errand, Serdes.String(), Serdes.String(), registry);
  }

  private void open(
      ErrandProcessorSupplier<String, String, String, String, String> supplier,
      Set<StoreBuilder<?>> stores) {
    Topology topology = new Topology();
    topology.addSource(INPUT, new StringDeserializer(), new StringDeserializer(), INPUT);
    topology.addProcessor("errand", withStores(supplier, stores), INPUT);
    topology.addSink(RESULTS, RESULTS, new StringSerializer(), new StringSerializer(), "errand");
    topology.addSink(DEAD, DEAD, new ByteArraySerializer(), new ByteArraySerializer(), "errand");
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver = new TopologyTestDriver(topology, config, now);
    running = true;
    input = driver.createInputTopic(INPUT, new StringSerializer(), new StringSerializer());
    results = driver.createOutputTopic(RESULTS, new StringDeserializer(), new StringDeserializer());
    dead = driver.createOutputTopic(DEAD, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static ProcessorSupplier<String, String, String, String> withStores(
      ErrandProcessorSupplier<String, String, String, String, String> supplier,
      Set<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, String, String, String> get() {
        return supplier.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }

  private void readLogs() {
    pendingLogWrites += readLog(settings.pendingStore(), pendingLog);
    readLog(settings.retryStore(), retryLog);
  }

  private int readLog(String store, Map<Bytes, byte[]> log) {
    String topic = APPLICATION + "-" + store + "-changelog";
    if (!driver.producedTopicNames().contains(topic)) {
      return 0;
    }
    var records =
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList();
    for (TestRecord<byte[], byte[]> record : records) {
      if (record.value() == null) {
        log.remove(Bytes.wrap(record.key()));
      } else {
        log.put(Bytes.wrap(record.key()), record.value());
      }
    }
    return records.size();
  }
}
