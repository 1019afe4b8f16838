package io.winnow.systemtests.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The HTTPRoute under deploy/kubernetes. */
record EntranceRoute(JsonNode rules) {
  static EntranceRoute read() throws IOException {
    return new EntranceRoute(
        Deploy.yaml(Deploy.DIRECTORY.resolve("kubernetes/base/entrance.yaml"))
            .getFirst()
            .at("/spec/rules"));
  }

  /**
   * The services of all rules that match; of the rule for everything, which gives way to any other
   * that matches, when there is none. More than one leave it to the precedence of rules.
   *
   * @param request such as {@code GET /v1/jobs}
   */
  Set<String> backends(String request) {
    String method = request.substring(0, request.indexOf(' '));
    String path = request.substring(request.indexOf(' ') + 1);
    Set<String> backends = new HashSet<>();
    String other = "";
    for (JsonNode rule : rules) {
      String backend = rule.at("/backendRefs/0/name").asText();
      for (JsonNode match : rule.get("matches")) {
        String type = match.at("/path/type").asText();
        String value = match.at("/path/value").asText();
        if (type.equals("PathPrefix") && value.equals("/")) {
          other = backend;
        } else if (match.path("method").asText(method).equals(method)
            && matches(type, value, path)) {
          backends.add(backend);
        }
      }
    }
    return backends.isEmpty() ? Set.of(other) : backends;
  }

  private static boolean matches(String type, String value, String path) {
    return switch (type) {
      case "Exact" -> path.equals(value);
      case "PathPrefix" -> path.equals(value) || path.startsWith(value + "/");
      case "RegularExpression" -> path.matches(value);
      default -> throw new AssertionError("no such type of match: " + type);
    };
  }
}
