package io.winnow.kit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A service that a test starts with routes of its own, and a client. */
@Timeout(30)
abstract class HttpServiceFixture {
  final HttpClient client = HttpClient.newHttpClient();
  HttpService service;

  @AfterEach
  void stop() {
    client.close();
    if (service != null) {
      service.close();
    }
  }

  final void start(HttpRoutes routes) {
    start(HttpSettings.of("127.0.0.1", 0), routes);
  }

  final void start(HttpSettings settings, HttpRoutes routes) {
    service = HttpService.start(settings, List.of(routes));
  }

  final HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  final HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  final HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  final Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), service.port());
  }

  final String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  static void assertProblem(HttpResponse<String> response, int status, String code, String detail)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(json(response).path("code").asText()).isEqualTo(code);
    assertThat(json(response).path("detail").asText()).isEqualTo(detail);
  }

  static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] block = new byte[1024];
    while (text.indexOf(end) < 0) {
      int read = socket.getInputStream().read(block);
      assertThat(read).as("read so far: %s", text).isPositive();
      text.append(new String(block, 0, read, ISO_8859_1));
    }
    return text.toString();
  }
}
