package io.winnow.standalone.broker;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A controller and a broker in this process, as {@link KafkaRaftServer} has them, but for what is
 * done between the start of the one and that of the other.
 */
final class KafkaNode implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaNode.class);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final Metrics metrics;

  private KafkaNode(ControllerServer controller, BrokerServer broker, Metrics metrics) {
    this.controller = controller;
    this.broker = broker;
    this.metrics = metrics;
  }

  /**
   * Returns when it answers.
   *
   * @param config for both, whose directories are formatted
   * @param sockets opens the ports of both
   * @throws IOException when the controller does not take the broker's former self off its books
   */
  static KafkaNode start(KafkaConfig config, ServerSocketFactory sockets)
      throws IOException, InterruptedException {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
        KafkaRaftServer.initializeLogDirs(config, log, "");
    Metrics metrics =
        Server.initializeMetrics(config, Time.SYSTEM, directories._1().clusterId().orElseThrow());
    QuorumConfig quorum = config.quorumConfig();
    SharedServer shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
            QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
            new StandardFaultHandlerFactory(),
            sockets);
    KafkaNode node =
        new KafkaNode(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()),
            new BrokerServer(shared),
            metrics);
    try {
      node.controller.startup();
      FormerRegistration.remove(shared, node.controller);
      node.broker.startup();
      return node;
    } catch (IOException | InterruptedException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Stops the broker, then the controller. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
    metrics.close();
  }
}
