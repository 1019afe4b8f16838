package io.winnow.kit.kafka;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** What a cluster says when a service's rights are tried, all at once. */
final class RightsTrial {
  /** Ends the names under which something is tried. */
  private static final String NOBODYS = "rights-check";

  private static final DescribeTopicsOptions WITH_OPERATIONS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true);

  private final Map<String, KafkaFuture<TopicDescription>> topics;
  private final Map<String, KafkaFuture<Void>> creations;
  private final Map<String, KafkaFuture<Void>> groups;
  private final Map<String, KafkaFuture<Void>> transactions;

  private RightsTrial(
      Map<String, KafkaFuture<TopicDescription>> topics,
      Map<String, KafkaFuture<Void>> creations,
      Map<String, KafkaFuture<Void>> groups,
      Map<String, KafkaFuture<Void>> transactions) {
    this.topics = topics;
    this.creations = creations;
    this.groups = groups;
    this.transactions = transactions;
  }

  /** Asks for everything; answers come later. */
  static RightsTrial of(Rights rights, Admin admin) {
    return new RightsTrial(
        admin.describeTopics(topicsOf(rights, visible(admin)), WITH_OPERATIONS).topicNameValues(),
        tried(named(rights, ResourceType.TOPIC, true), prefix -> creation(admin, prefix)),
        tried(named(rights, ResourceType.GROUP, false), group -> commit(admin, group)),
        tried(named(rights, ResourceType.TRANSACTIONAL_ID, true), ids -> fencing(admin, ids)));
  }

  private static Set<String> visible(Admin admin) {
    KafkaFuture<Set<String>> names = admin.listTopics().names();
    Answer<Set<String>> answer = Answer.to(names);
    if (answer.refusal() != null) {
      throw answer.refusal();
    }
    return Objects.requireNonNull(answer.value());
  }

  /** Those of the catalogue, and of those that Kafka Streams makes the ones that are there. */
  private static List<String> topicsOf(Rights rights, Set<String> visible) {
    List<String> prefixes = named(rights, ResourceType.TOPIC, true).toList();
    return Stream.concat(
            named(rights, ResourceType.TOPIC, false),
            visible.stream().filter(topic -> prefixes.stream().anyMatch(topic::startsWith)))
        .toList();
  }

  private static Stream<String> named(Rights rights, ResourceType type, boolean prefixed) {
    return rights.all().stream()
        .filter(right -> right.prefixed() == prefixed)
        .map(Right::resource)
        .filter(resource -> resource.resourceType() == type)
        .map(ResourcePattern::name)
        .distinct();
  }

  private static Map<String, KafkaFuture<Void>> tried(
      Stream<String> names, Function<String, KafkaFuture<Void>> trial) {
    return names.collect(toMap(Function.identity(), trial));
  }

  private static KafkaFuture<Void> creation(Admin admin, String prefix) {
    NewTopic nobodys = new NewTopic(prefix + NOBODYS, Optional.of(1), Optional.empty());
    return admin.createTopics(List.of(nobodys), new CreateTopicsOptions().validateOnly(true)).all();
  }

  /** Of a topic that is not there: nothing is committed, whatever is allowed. */
  private static KafkaFuture<Void> commit(Admin admin, String group) {
    return admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(group + "-" + NOBODYS, 0), new OffsetAndMetadata(0)))
        .all();
  }

  private static KafkaFuture<Void> fencing(Admin admin, String prefix) {
    return admin.fenceProducers(List.of(prefix + NOBODYS)).all();
  }

  /**
   * Whether a right is known to be missing.
   *
   * @throws KafkaException when the cluster cannot tell
   */
  boolean refuses(Right right) {
    String name = right.resource().name();
    return switch (right.resource().resourceType()) {
      case TOPIC -> right.prefixed() ? refusesAll(name, right.operation()) : lacks(name, right);
      case GROUP -> failure(groups.get(name)) instanceof GroupAuthorizationException;
      case TRANSACTIONAL_ID -> failure(transactions.get(name)) instanceof AuthorizationException;
      case UNKNOWN, ANY, CLUSTER, DELEGATION_TOKEN, USER ->
          throw new IllegalArgumentException("nothing of Winnow's: " + right);
    };
  }

  private boolean refusesAll(String prefix, AclOperation operation) {
    if (operation == AclOperation.CREATE) {
      return failure(creations.get(prefix)) instanceof TopicAuthorizationException;
    }
    String group = prefix.substring(0, prefix.length() - 1);
    return (operation == AclOperation.READ
            && failure(groups.get(group)) instanceof TopicAuthorizationException)
        || topics.keySet().stream()
            .filter(topic -> topic.startsWith(prefix))
            .anyMatch(topic -> lacks(topic, operation));
  }

  private boolean lacks(String topic, Right right) {
    return lacks(topic, right.operation());
  }

  private boolean lacks(String topic, AclOperation operation) {
    Answer<TopicDescription> answer = Answer.to(topics.get(topic));
    if (answer.refusal() != null) {
      return answer.refusal() instanceof AuthorizationException;
    }
    @Nullable Set<AclOperation> allowed =
        Objects.requireNonNull(answer.value()).authorizedOperations();
    return allowed != null && !allowed.contains(operation);
  }

  private static @Nullable ApiException failure(@Nullable KafkaFuture<Void> trial) {
    return Answer.to(trial).refusal();
  }

  /**
   * What the cluster says.
   *
   * @param value null when it refuses, and when there is nothing to say
   * @param refusal null when it does not refuse; that something is not there counts as refused
   */
  private record Answer<T>(@Nullable T value, @Nullable ApiException refusal) {

    /** Waits for it. */
    static <T> Answer<T> to(@Nullable KafkaFuture<T> question) {
      try {
        return new Answer<>(Objects.requireNonNull(question).get(), null);
      } catch (InterruptedException e) {
        throw new InterruptException(e); // sets the flag again
      } catch (ExecutionException e) {
        return switch (e.getCause()) {
          case UnknownTopicOrPartitionException absent -> new Answer<>(null, absent);
          case RetriableException late -> throw late;
          case AuthenticationException stranger -> throw stranger;
          case ApiException refused -> new Answer<>(null, refused);
          case null, default -> throw new KafkaException(e.getCause());
        };
      }
    }
  }
}
