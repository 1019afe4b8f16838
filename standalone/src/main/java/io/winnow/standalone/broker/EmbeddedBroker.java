package io.winnow.standalone.broker;

import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A KRaft broker and controller in this process, for one machine: its data survives the process,
 * but there is one copy of it. Listens on loopback alone.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path directory;
  private final SecurityProtocol protocol;
  private final Map<String, String> more;
  private final List<String> users;

  private final ReservedPorts ports;
  private final int port;
  private final int controllerPort;
  private @Nullable KafkaNode node;

  /**
   * A broker that is not started yet, but whose address is known.
   *
   * @param directory for its data; formatted when it is new
   * @param port to listen on; 0 for any that is free
   * @throws IOException when the port is taken
   */
  public EmbeddedBroker(Path directory, int port) throws IOException {
    this(directory, port, SecurityProtocol.PLAINTEXT, Map.of(), List.of());
  }

  /**
   * One that lets in whom it knows.
   *
   * @param protocol of clients; the listener is called after it
   * @param more properties of the broker, for what the protocol needs
   * @param users that a new directory knows from its first start on, as {@code kafka-storage format
   *     --add-scram} takes them
   * @throws IOException when the port is taken
   */
  public EmbeddedBroker(
      Path directory,
      int port,
      SecurityProtocol protocol,
      Map<String, String> more,
      List<String> users)
      throws IOException {
    this.directory = directory;
    this.protocol = protocol;
    this.more = Map.copyOf(more);
    this.users = List.copyOf(users);
    this.ports = new ReservedPorts(InetAddress.ofLiteral(LOOPBACK));
    this.port = ports.reserve(port);
    this.controllerPort = ports.reserve(0);
  }

  /**
   * Starts it.
   *
   * @throws IOException when the directory cannot be written, or Kafka cannot start from it
   */
  public void start() throws IOException, InterruptedException {
    PrivateFiles.createDirectories(directory);
    KafkaConfig config = KafkaConfig.fromProps(properties(), false);
    if (!Files.exists(directory.resolve("meta.properties"))) {
      format();
    }
    node = KafkaNode.start(config, ports);
  }

  /** What clients connect to. */
  public String bootstrapServers() {
    return LOOPBACK + ":" + port;
  }

  /** Stops the broker, then the controller; what clients were told is on disk. */
  @Override
  public void close() {
    ports.close();
    if (node != null) {
      node.close();
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry(
                "listeners",
                "%s://%s:%d,CONTROLLER://%s:%d"
                    .formatted(protocol, LOOPBACK, port, LOOPBACK, controllerPort)),
            Map.entry("inter.broker.listener.name", protocol.name),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry(
                "listener.security.protocol.map",
                "%s:%s,CONTROLLER:PLAINTEXT".formatted(protocol, protocol)),
            Map.entry("controller.quorum.voters", "1@%s:%d".formatted(LOOPBACK, controllerPort)),
            Map.entry("log.dirs", directory.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            // one copy of everything, few partitions of Kafka's own topics, few threads
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            // compaction must not take a core from the rows
            Map.entry("log.cleaner.io.max.bytes.per.second", "10485760"),
            // nobody could take over from the only broker; one that slept must not lose its office
            Map.entry("broker.session.timeout.ms", "3600000"),
            // nobody else is waited for when a group forms
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("metadata.log.max.record.bytes.between.snapshots", "2097152")));
    properties.putAll(more);
    return properties;
  }

  private void format() throws IOException {
    Formatter formatter =
        new Formatter()
            .setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setDirectories(List.of(directory.toString()))
            .setMetadataLogDirectory(directory.toString())
            .setControllerListenerName("CONTROLLER")
            .setScramArguments(users)
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IOException("cannot format " + directory + " for the broker", e);
    }
  }
}
