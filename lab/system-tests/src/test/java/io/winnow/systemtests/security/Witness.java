package io.winnow.systemtests.security;

import io.winnow.kit.kafka.Right;
import io.winnow.kit.kafka.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own access rules, and what was asked of them by clients at work: what the check at the
 * start tries is not work. Made by the broker, by its name, so that what it saw is of the class.
 */
public final class Witness extends StandardAuthorizer {
  private static final String CHECK = "winnow-rights";
  private static final Set<Seen> ALLOWED = ConcurrentHashMap.newKeySet();
  private static final Set<Seen> REFUSED = ConcurrentHashMap.newKeySet();

  /** Something that a user wanted to do. */
  private record Seen(String user, AclOperation operation, ResourceType type, String name) {
    boolean needs(String service, Right right) {
      ResourcePattern resource = right.resource();
      return user.equals(service)
          && operation == right.operation()
          && type == resource.resourceType()
          && (right.prefixed() ? name.startsWith(resource.name()) : name.equals(resource.name()));
    }
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    if (!CHECK.equals(context.clientId())) {
      for (int i = 0; i < actions.size(); i++) {
        Action action = actions.get(i);
        boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
        // what is asked for information alone is not logged
        if (allowed ? action.logIfAllowed() : action.logIfDenied()) {
          (allowed ? ALLOWED : REFUSED)
              .add(
                  new Seen(
                      context.principal().getName(),
                      action.operation(),
                      action.resourcePattern().resourceType(),
                      action.resourcePattern().name()));
        }
      }
    }
    return results;
  }

  /** Forgets what it has seen so far. */
  static void forget() {
    ALLOWED.clear();
    REFUSED.clear();
  }

  /** The rights that a service had no need of. */
  static List<Right> unused(Rights rights) {
    return rights.all().stream()
        .filter(right -> ALLOWED.stream().noneMatch(seen -> seen.needs(rights.service(), right)))
        .toList();
  }

  /** What a user wanted and was not allowed, in order. */
  static List<String> refused(String user) {
    Set<String> refused = new TreeSet<>();
    for (Seen seen : REFUSED) {
      if (seen.user().equals(user)) {
        refused.add(seen.operation() + " on " + seen.type() + " " + seen.name());
      }
    }
    return new ArrayList<>(refused);
  }
}
