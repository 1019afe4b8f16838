package io.winnow.systemtests.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A conversation with a tab of Chromium, in the DevTools protocol: commands, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final long ANSWER_WITHIN_SECONDS = 30;

  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder partial = new StringBuilder();
  private final BiConsumer<String, JsonNode> onEvent;
  private final WebSocket socket;

  /**
   * @param onEvent told of each event's method and parameters
   */
  DevTools(HttpClient client, URI tab, BiConsumer<String, JsonNode> onEvent) {
    this.onEvent = onEvent;
    this.socket = client.newWebSocketBuilder().buildAsync(tab, this).join();
  }

  /** Sends a command with parameters as JSON, and gives its answer. */
  synchronized JsonNode send(String method, String parameters) {
    return send(method, parse(parameters));
  }

  /** The same with parameters that are JSON already. */
  synchronized JsonNode send(String method, JsonNode parameters) {
    int id = last.incrementAndGet();
    ObjectNode command = Json.MAPPER.createObjectNode().put("id", id).put("method", method);
    command.set("params", parameters);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    socket.sendText(command.toString(), true).join();
    try {
      JsonNode message = answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      if (message.has("error")) {
        throw new IllegalStateException(method + ": " + message.path("error"));
      }
      return message.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " was not answered", e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean whole) {
    partial.append(text);
    if (whole) {
      JsonNode message = parse(partial.toString());
      partial.setLength(0);
      CompletableFuture<JsonNode> answer =
          message.has("id") ? open.remove(message.path("id").asInt()) : null;
      if (answer != null) {
        answer.complete(message);
      } else {
        onEvent.accept(message.path("method").asText(), message.path("params"));
      }
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + json, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
