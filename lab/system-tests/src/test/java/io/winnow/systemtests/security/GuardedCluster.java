package io.winnow.systemtests.security;

import io.winnow.contracts.Topic;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.Right;
import io.winnow.kit.kafka.Rights;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import io.winnow.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker that speaks SASL_SSL, knows a user for each service by SCRAM-SHA-512, and allows these
 * nothing that was not granted.
 */
final class GuardedCluster implements AutoCloseable {
  /** Settings of topics that a test needs. */
  static final Map<String, String> SMALL =
      Map.of(
          ServiceSettings.TOPIC_PARTITIONS.key(),
          "1",
          ServiceSettings.JOB_PARTITIONS.key(),
          "1",
          ServiceSettings.REPLICATION_FACTOR.key(),
          "1");

  private static final String OPERATOR = "operator";
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";";

  private final Path directory;
  private final Certificate certificate;
  private final EmbeddedBroker broker;
  private final Admin operator;

  private GuardedCluster(Path directory, Certificate certificate, EmbeddedBroker broker)
      throws IOException {
    this.directory = directory;
    this.certificate = certificate;
    this.broker = broker;
    this.operator = Admin.create(clients(OPERATOR).admin(Map.of()));
  }

  /**
   * Starts one.
   *
   * @param users beside the operator, who may do everything
   */
  static GuardedCluster start(Path directory, List<String> users) throws Exception {
    Certificate certificate = Certificate.in(directory);
    List<String> known =
        Stream.concat(Stream.of(OPERATOR), users.stream())
            .map(user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user, passwordOf(user)))
            .toList();
    EmbeddedBroker broker =
        new EmbeddedBroker(
            directory.resolve("kafka"),
            0,
            SecurityProtocol.SASL_SSL,
            Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                LOGIN.formatted(OPERATOR, passwordOf(OPERATOR)),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                certificate.both().toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.chain().toString(),
                "authorizer.class.name",
                Witness.class.getName(),
                // the controller's own listener is of this process alone
                "super.users",
                "User:ANONYMOUS;User:" + OPERATOR),
            known);
    broker.start();
    return new GuardedCluster(directory, certificate, broker);
  }

  Certificate certificate() {
    return certificate;
  }

  private static String passwordOf(String user) {
    return user + "-secret";
  }

  /** What a service's operator sets, with the password in a file of its own. */
  Map<String, String> settings(String user) throws IOException {
    return settings(user, passwordOf(user));
  }

  /** The same with any password. */
  Map<String, String> settings(String user, String password) throws IOException {
    Path jaas = Files.createTempFile(directory, user, ".jaas");
    Files.writeString(jaas, LOGIN.formatted(user, password) + "\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("winnow.kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("winnow.kafka.security.protocol", "SASL_SSL");
    settings.put("winnow.kafka.sasl.mechanism", MECHANISM);
    settings.put("winnow.kafka.sasl.jaas.config.file", jaas.toString());
    settings.put("winnow.kafka.ssl.truststore.type", "PEM");
    settings.put("winnow.kafka.ssl.truststore.location", certificate.chain().toString());
    return settings;
  }

  /** The clients of a user. */
  KafkaClients clients(String user) throws IOException {
    return KafkaClients.from(load(settings(user)));
  }

  /** Settings as if from a file. */
  Settings load(Map<String, String> settings) throws IOException {
    return Settings.load(file(settings), Map.of(), KnownSettings.ALL);
  }

  /** A file of settings. */
  Path file(Map<String, String> settings) throws IOException {
    Path file = Files.createTempFile(directory, "settings", ".properties");
    return Files.write(
        file, settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** Those of the operator, who may do everything. */
  KafkaClients operators() throws IOException {
    return clients(OPERATOR);
  }

  void grant(Rights rights) throws ExecutionException, InterruptedException {
    operator.createAcls(rights.bindings(principal(rights))).all().get();
  }

  void grant(Rights rights, Right right) throws ExecutionException, InterruptedException {
    operator.createAcls(List.of(right.binding(principal(rights)))).all().get();
  }

  void revoke(Rights rights, Right right) throws ExecutionException, InterruptedException {
    var _ = operator.deleteAcls(List.of(right.binding(principal(rights)).toFilter())).all().get();
  }

  /** Puts a record on each topic that no service can read. */
  void sendGarbage(Topic... topics) throws ExecutionException, InterruptedException, IOException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            operators().producer(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Topic topic : topics) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), new byte[] {'{'})).get();
      }
    }
  }

  private static String principal(Rights rights) {
    return "User:" + rights.service();
  }

  @Override
  public void close() {
    operator.close();
    broker.close();
  }
}
