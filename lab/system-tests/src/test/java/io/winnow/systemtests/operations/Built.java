package io.winnow.systemtests.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a kustomization builds. */
record Built(String directory, List<JsonNode> resources) {
  List<JsonNode> all(String kind) {
    return resources.stream().filter(one -> one.get("kind").asText().equals(kind)).toList();
  }

  JsonNode one(String kind, String name) {
    return all(kind).stream()
        .filter(resource -> name(resource).equals(name))
        .reduce(
            (first, second) -> {
              throw new AssertionError("%s/%s is there twice".formatted(kind, name));
            })
        .orElseThrow(() -> new AssertionError("no %s/%s in %s".formatted(kind, name, directory)));
  }

  /** Their names, such as {@code Service/result-sink}, and the secrets that the operators make. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (JsonNode resource : resources) {
      names.add(resource.get("kind").asText() + "/" + name(resource));
      if (resource.get("kind").asText().equals("KafkaUser")) {
        names.add("Secret/" + name(resource));
      }
    }
    return names;
  }

  static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }

  static JsonNode container(JsonNode statefulSet) {
    return statefulSet.at("/spec/template/spec/containers/0");
  }

  /** The environment of a process, but for what comes from secrets' files. */
  Map<String, String> environment(JsonNode statefulSet) {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode from : container(statefulSet).path("envFrom")) {
      String map = from.at("/configMapRef/name").asText();
      if (names().contains("ConfigMap/" + map)) {
        one("ConfigMap", map)
            .get("data")
            .properties()
            .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
      }
    }
    for (JsonNode variable : container(statefulSet).path("env")) {
      environment.put(
          variable.get("name").asText(),
          variable.path("value").asText().replace("$(POD_NAME)", name(statefulSet) + "-0"));
    }
    environment.keySet().removeIf(name -> name.endsWith("_FILE"));
    return environment;
  }

  /** The stateful sets whose pods a selector chooses, by name. */
  Set<String> chosen(JsonNode selector) {
    return chosen(selector, "StatefulSet", "/spec/template/metadata/labels");
  }

  /** The cron jobs whose pods a selector chooses, by name. */
  Set<String> chosenJobs(JsonNode selector) {
    return chosen(selector, "CronJob", "/spec/jobTemplate/spec/template/metadata/labels");
  }

  private Set<String> chosen(JsonNode selector, String kind, String labels) {
    Set<String> chosen = new HashSet<>();
    for (JsonNode processes : all(kind)) {
      if (chooses(selector, processes.at(labels))) {
        chosen.add(name(processes));
      }
    }
    return chosen;
  }

  /** Whether a selector, of labels alone or with expressions, chooses what has the labels. */
  private static boolean chooses(JsonNode selector, JsonNode labels) {
    boolean simple = !selector.has("matchLabels") && !selector.has("matchExpressions");
    for (var label : (simple ? selector : selector.path("matchLabels")).properties()) {
      if (!labels.path(label.getKey()).equals(label.getValue())) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!expression.get("operator").asText().equals("In")) {
        throw new AssertionError("not understood: " + expression);
      }
      Set<JsonNode> values = new HashSet<>();
      expression.get("values").forEach(values::add);
      if (!values.contains(labels.path(expression.get("key").asText()))) {
        return false;
      }
    }
    return true;
  }
}
