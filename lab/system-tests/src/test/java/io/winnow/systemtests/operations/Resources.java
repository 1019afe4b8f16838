package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Kubernetes, its Gateway API, Prometheus' operator and Strimzi know, by the classes that
 * their clients use.
 */
final class Resources {
  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("batch/v1/CronJob", CronJob.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("kafka.strimzi.io/v1beta2/Kafka", Kafka.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaNodePool", KafkaNodePool.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaUser", KafkaUser.class));

  /** The classes keep fields that they do not know; here these are faults. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated any) {
                  return false;
                }
              });

  private Resources() {}

  /** Fails when it is of no known kind, or holds what its kind does not. */
  static void assertKnown(JsonNode resource, String place) {
    String kind = resource.path("apiVersion").asText() + "/" + resource.path("kind").asText();
    assertThat(KINDS).as(place).containsKey(kind);
    assertThat(resource.at("/metadata/name").asText()).as("a name in %s", place).isNotEmpty();
    try {
      var _ = STRICT.treeToValue(resource, KINDS.get(kind));
    } catch (JsonProcessingException e) {
      throw new AssertionError(
          "%s %s in %s: %s"
              .formatted(kind, resource.at("/metadata/name"), place, e.getOriginalMessage()),
          e);
    }
  }

  /** The other resources that one needs, such as {@code Secret/winnow-webhooks}. */
  static Set<String> references(JsonNode resource) {
    Set<String> references = new TreeSet<>();
    JsonNode spec = resource.path("spec");
    add(references, "Secret", spec.findValuesAsText("secretName"));
    add(references, "PersistentVolumeClaim", spec.findValuesAsText("claimName"));
    add(references, "ServiceAccount", spec.findValuesAsText("serviceAccountName"));
    add(references, "Service", spec.findValuesAsText("serviceName"));
    spec.findValues("configMapRef").stream()
        .filter(reference -> !reference.path("optional").asBoolean())
        .forEach(reference -> references.add("ConfigMap/" + reference.get("name").asText()));
    for (JsonNode target : spec.findValues("scaleTargetRef")) {
      references.add(target.get("kind").asText() + "/" + target.get("name").asText());
    }
    for (JsonNode backends : spec.findValues("backendRefs")) {
      backends.forEach(backend -> references.add("Service/" + backend.get("name").asText()));
    }
    return references;
  }

  private static void add(Set<String> references, String kind, Iterable<String> names) {
    names.forEach(name -> references.add(kind + "/" + name));
  }
}
