package io.winnow.systemtests.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of its own process, with the account demo. */
final class DialectServer implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("Winnow serves (http://[^ ]+) .*");
  private static final Pattern KEY = Pattern.compile(".*shown this once: (at_[a-z0-9]{29})");

  private final HttpClient client = HttpClient.newHttpClient();
  private final WinnowProcess process;

  DialectServer(Path directory) throws IOException {
    process =
        WinnowProcess.start(
            directory,
            "serve",
            "--lab",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    process.awaitLine(line -> KEY.matcher(line).matches());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> send(request("/health/ready")).statusCode() == 200);
  }

  private String said(Pattern pattern) {
    return process.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  String url() {
    return said(SERVES);
  }

  String key() {
    return said(KEY);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The body of a good answer. */
  String text(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(text(request));
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
