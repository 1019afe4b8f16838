package io.winnow.kit.kafka;

import io.winnow.contracts.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All that a service does on a cluster with access rules, and so the least that its user must be
 * allowed. Immutable.
 */
public final class Rights {
  private static final Comparator<Right> BY_RESOURCE =
      Comparator.comparingInt((Right right) -> right.resource().resourceType().code())
          .thenComparing(Right::name)
          .thenComparing(Right::verb);

  private final String service;
  private final SequencedSet<Topic> topics;
  private final SequencedSet<Right> all;

  private Rights(String service, Collection<Topic> topics, Collection<Right> all) {
    this.service = service;
    this.topics = new LinkedHashSet<>(topics);
    this.all =
        all.stream().sorted(BY_RESOURCE).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** None yet, of a service of that name. */
  public static Rights of(String service) {
    return new Rights(service, List.of(), List.of());
  }

  /** These, and to read topics. */
  public Rights reads(Topic... read) {
    return withTopics(List.of(read), AclOperation.READ);
  }

  /** These, and to write to topics. */
  public Rights writes(Topic... written) {
    return withTopics(List.of(written), AclOperation.WRITE);
  }

  private Rights withTopics(List<Topic> more, AclOperation operation) {
    List<Topic> joined = new ArrayList<>(topics);
    joined.addAll(more);
    return new Rights(service, joined, all)
        .with(
            more.stream()
                .map(topic -> Right.on(ResourceType.TOPIC, topic.name(), operation))
                .toList());
  }

  /** These, and to be a member of a consumer group. */
  public Rights joins(String group) {
    return with(List.of(Right.on(ResourceType.GROUP, group, AclOperation.READ)));
  }

  /** These, and transactions under all ids that begin so. */
  public Rights commits(String transactionalIds) {
    return with(
        List.of(Right.onAll(ResourceType.TRANSACTIONAL_ID, transactionalIds, AclOperation.WRITE)));
  }

  /** These, and all that Kafka Streams needs for itself: group, transactions, changelogs. */
  public Rights runs(String application) {
    return joins(application)
        .commits(application + "-")
        .internal(application, AclOperation.CREATE)
        .internal(application, AclOperation.READ)
        .internal(application, AclOperation.WRITE);
  }

  /** The same for an application with repartition topics, whose records it removes. */
  public Rights runsWithRepartitions(String application) {
    return runs(application).internal(application, AclOperation.DELETE);
  }

  private Rights internal(String application, AclOperation operation) {
    return with(List.of(Right.onAll(ResourceType.TOPIC, application + "-", operation)));
  }

  private Rights with(Collection<Right> more) {
    List<Right> joined = new ArrayList<>(all);
    joined.addAll(more);
    return new Rights(service, topics, joined);
  }

  /** These and those of another part of the same service. */
  public Rights and(Rights other) {
    List<Topic> joined = new ArrayList<>(topics);
    joined.addAll(other.topics);
    return new Rights(service, joined, all).with(other.all);
  }

  /** Whose they are. */
  public String service() {
    return service;
  }

  /** The topics of the catalogue that it reads or writes. */
  public List<Topic> topics() {
    return List.copyOf(topics);
  }

  /** All of them, ordered by resource. */
  public List<Right> all() {
    return List.copyOf(all);
  }

  /** As Kafka keeps them. */
  public List<AclBinding> bindings(String principal) {
    return all.stream().map(right -> right.binding(principal)).toList();
  }

  /**
   * As a table for people: kind, name, operations; one line for each resource. Ends with a line
   * break.
   */
  public String table() {
    StringBuilder table = new StringBuilder();
    all.stream()
        .collect(Collectors.groupingBy(Right::resource, LinkedHashMap::new, verbs()))
        .forEach(
            (resource, verbs) -> {
              Right any = new Right(resource, AclOperation.ANY);
              table.append("%-16s  %-28s  %s%n".formatted(any.kind(), any.name(), verbs));
            });
    return table.toString();
  }

  private static Collector<Right, ?, String> verbs() {
    return Collectors.mapping(Right::verb, Collectors.joining(", "));
  }

  /** For people: whose they are, and how many. */
  @Override
  public String toString() {
    return "%d rights of %s".formatted(all.size(), service);
  }
}
