package io.winnow.systemtests.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A session of Pardot's API, in which addresses become prospects. */
final class Prospects {
  private static final String REFUSED = "Invalid prospect email address";

  private final DialectServer server;
  private final String keys;

  Prospects(DialectServer server) throws Exception {
    this.server = server;
    String key = server.key();
    JsonNode login =
        server.json(
            form("/api/login/version/3", Map.of("email", "a", "password", key, "user_key", key)));
    keys = "Pardot api_key=%s, user_key=%s".formatted(login.path("api_key").asText(), key);
  }

  private HttpRequest.Builder form(String path, Map<String, String> parameters) {
    StringBuilder body = new StringBuilder("format=json");
    parameters.forEach(
        (name, value) ->
            body.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return server
        .request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private JsonNode ask(String operation, Map<String, String> parameters) throws Exception {
    return server.json(
        form("/api/prospect/version/3/do/" + operation, parameters).header("Authorization", keys));
  }

  /** Writes them all in one batch; those that cannot be prospects, since they are no addresses. */
  Set<String> upsert(List<String> addresses) throws Exception {
    Map<String, Map<String, String>> prospects = new TreeMap<>();
    addresses.forEach(address -> prospects.put(address, Map.of("first_name", "Somebody")));
    String document = Json.MAPPER.writeValueAsString(Map.of("prospects", prospects));
    JsonNode errors = ask("batchUpsert", Map.of("prospects", document)).path("errors");
    Set<String> refused = new HashSet<>();
    for (Map.Entry<String, JsonNode> error : errors.properties()) {
      if (!error.getValue().asText().equals(REFUSED)) {
        throw new IllegalStateException(errors.toString());
      }
      refused.add(error.getKey());
    }
    return refused;
  }

  /** Status and reason of each prospect that there is, by its address. */
  Map<String, String> verdicts() throws Exception {
    Map<String, String> verdicts = new HashMap<>();
    ask("query", Map.of("created_after", "2000-01-01"))
        .at("/result/prospect")
        .forEach(
            prospect ->
                verdicts.put(
                    prospect.path("email").asText(),
                    prospect.path("email_verification_status").asText()
                        + " "
                        + prospect.path("email_verification_reason").asText()));
    return verdicts;
  }
}
