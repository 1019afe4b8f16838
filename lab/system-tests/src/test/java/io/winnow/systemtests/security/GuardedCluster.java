package io.winnow.systemtests.security;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A broker that speaks SASL_SSL, knows a user for each service, and allows these nothing that was
 * not granted.
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
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s-secret\"";

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
    String known =
        Stream.concat(Stream.of(OPERATOR), users.stream())
            .map(user -> " user_%s=\"%s-secret\"".formatted(user, user))
            .collect(Collectors.joining());
    EmbeddedBroker broker =
        new EmbeddedBroker(
            directory.resolve("kafka"),
            0,
            SecurityProtocol.SASL_SSL,
            Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                PLAIN.formatted(OPERATOR, OPERATOR) + known + ";",
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                certificate.both().toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.chain().toString(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // the controller's own listener is of this process alone
                "super.users",
                "User:ANONYMOUS;User:" + OPERATOR));
    broker.start();
    return new GuardedCluster(directory, certificate, broker);
  }

  Certificate certificate() {
    return certificate;
  }

  /** What a service's operator sets, with the password in a file of its own. */
  Map<String, String> settings(String user) throws IOException {
    Path jaas =
        Files.writeString(directory.resolve(user + ".jaas"), PLAIN.formatted(user, user) + ";\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("winnow.kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("winnow.kafka.security.protocol", "SASL_SSL");
    settings.put("winnow.kafka.sasl.mechanism", "PLAIN");
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
    Path file = Files.createTempFile(directory, "settings", ".properties");
    Files.write(
        file, settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return Settings.load(file, Map.of(), KnownSettings.ALL);
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

  private static String principal(Rights rights) {
    return "User:" + rights.service();
  }

  @Override
  public void close() {
    operator.close();
    broker.close();
  }
}
