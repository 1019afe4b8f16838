package io.winnow.sink.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageRoutesTest {
  private final HttpService server =
      HttpService.start(HttpSettings.of("127.0.0.1", 0), List.of(new PageRoutes()));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void thePageIsSentWithAStrictPolicyAndIsKeptUntilItIsAnother() throws Exception {
    HttpResponse<String> page = get("/");
    HttpResponse<String> again =
        get("/", "If-None-Match", page.headers().firstValue("etag").orElseThrow());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).startsWith("<!doctype html>").doesNotContain("<script>", "style=");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("referrer-policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void nothingButTheFilesOfThePageIsSent() throws Exception {
    assertThat(get("/assets/main.js").statusCode()).isEqualTo(200);
    assertThat(get("/assets/reasons.js").body()).contains("\"mailbox_not_found\"");
    assertThat(get("/assets/logback.xml").statusCode()).isEqualTo(404);
    assertThat(get("/assets/..%2fmain.js").statusCode()).isIn(400, 404);
  }
}
