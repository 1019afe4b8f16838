package io.winnow.kit.kafka;

import io.winnow.kit.settings.ServiceSettings;
import java.time.Duration;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Says what to do when a cluster cannot be used. */
final class ClusterFault {
  private ClusterFault() {}

  /**
   * The exception to throw.
   *
   * @param what failed, as the beginning of a sentence
   * @param timeout how long was waited
   */
  static TopicException of(
      String what, @Nullable Throwable cause, KafkaClients clients, Duration timeout) {
    return switch (cause) {
      case TimeoutException e ->
          new TopicException(
              "no broker answered at %s within %d s: start the Kafka cluster or set %s"
                  .formatted(
                      clients.bootstrapServers(),
                      timeout.toSeconds(),
                      ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key()),
              e);
      case InvalidReplicationFactorException e ->
          new TopicException(
              "%s: %s; start more brokers, or set %s to their number (1 is for evaluation)"
                  .formatted(what, e.getMessage(), ServiceSettings.REPLICATION_FACTOR.key()),
              e);
      case TopicAuthorizationException e ->
          new TopicException(
              "%s: %s; ./winnow topics makes all of them for whoever may"
                  .formatted(what, innermost(e)),
              e);
      case SaslAuthenticationException e ->
          new TopicException(
              "%s: it does not let this user in: %s; set %ssasl.jaas.config, or the file in %<ssasl.jaas.config.file, to a user and the password that the cluster knows"
                  .formatted(what, innermost(e), KafkaClients.PREFIX),
              e);
      case null -> new TopicException(what, null);
      case Throwable e -> new TopicException(what + ": " + innermost(e), e);
    };
  }

  private static String innermost(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return String.valueOf(innermost.getMessage());
  }
}
