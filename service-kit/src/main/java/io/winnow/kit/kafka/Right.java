package io.winnow.kit.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One thing that a service does on a cluster with access rules.
 *
 * @param resource a topic, group or transactional id by its name, or all whose names begin so
 * @param operation what is done to it; who may read, write or delete may describe as well
 */
public record Right(ResourcePattern resource, AclOperation operation) {

  static Right on(ResourceType type, String name, AclOperation operation) {
    return new Right(new ResourcePattern(type, name, PatternType.LITERAL), operation);
  }

  static Right onAll(ResourceType type, String prefix, AclOperation operation) {
    return new Right(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation);
  }

  /**
   * As Kafka keeps it.
   *
   * @param principal such as {@code User:winnow-sink}
   */
  public AclBinding binding(String principal) {
    return new AclBinding(
        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  /** Whether it is on all resources whose names begin so. */
  public boolean prefixed() {
    return resource.patternType() == PatternType.PREFIXED;
  }

  /** The kind of resource in small letters, such as {@code transactional-id}. */
  public String kind() {
    return words(resource.resourceType());
  }

  /** The resource's name; with a star behind it if it is the beginning of names. */
  public String name() {
    return resource.name() + (prefixed() ? "*" : "");
  }

  /** The operation in small letters. */
  public String verb() {
    return words(operation);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people, such as {@code write on topic winnow.addresses}. */
  @Override
  public String toString() {
    return "%s on %s %s".formatted(verb(), kind(), name());
  }
}
