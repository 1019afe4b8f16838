package io.winnow.verifier.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.json.Json;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRoutesTest {
  @TempDir Path directory;

  @Test
  void theListsAreToldOfWithVersionSourceAndError() throws Exception {
    Files.writeString(directory.resolve("free-domains.txt"), "not a domain\n");
    ListSettings settings =
        new ListSettings(Optional.of(directory), Duration.ofDays(1), DisposableChoice.CURATED);
    HttpSettings http =
        HttpSettings.from(Settings.of(Map.of(ServiceSettings.HTTP_PORT.key(), "0")));
    try (ListLibrary library =
            ListLibrary.open(settings, Clock.systemUTC(), new SimpleMeterRegistry());
        HttpService service = HttpService.start(http, List.of(new ListRoutes(library)));
        HttpClient client = HttpClient.newHttpClient()) {

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/v1/lists"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      JsonNode lists = Json.MAPPER.readTree(answer.body());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(lists).hasSize(10);
      JsonNode disposable = lists.get(2);
      assertThat(disposable.get("name").asText()).isEqualTo("disposable-domains");
      assertThat(disposable.get("version").asText()).matches("[\\d.]+");
      assertThat(disposable.get("source").asText()).startsWith("npm ");
      assertThat(disposable.get("licence").asText()).isEqualTo("CC0-1.0");
      assertThat(disposable.get("entries").asInt()).isGreaterThan(8_000);
      assertThat(disposable.get("loadedFrom").asText()).isEqualTo("built-in");
      assertThat(disposable.get("loadedAt").asText()).endsWith("Z");
      assertThat(disposable.has("error")).isFalse();
      assertThat(lists.get(5).get("error").asText()).contains("line 1: not a domain");
    }
  }
}
