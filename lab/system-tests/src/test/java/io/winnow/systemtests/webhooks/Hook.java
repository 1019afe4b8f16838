package io.winnow.systemtests.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** A receiver of webhooks that answers as it is told, and remembers all that it heard. */
final class Hook implements AutoCloseable {
  /** Instead of a status: hangs until it is closed. */
  static final int HANG = -1;

  /** One request. */
  record Heard(String event, String timestamp, String signature, String body) {}

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final IntUnaryOperator statuses;
  private final Map<String, String> headers;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  /**
   * @param statuses what to answer to the first request (0), the second one …
   * @param headers of each answer
   */
  Hook(String address, IntUnaryOperator statuses, Map<String, String> headers) throws IOException {
    this.statuses = statuses;
    this.headers = headers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://%s:%d/hook".formatted(server.getAddress().getHostString(), port());
  }

  List<Heard> heard() {
    return heard;
  }

  private synchronized int next(Heard request) {
    heard.add(request);
    return statuses.applyAsInt(heard.size() - 1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status =
        next(
            new Heard(
                exchange.getRequestHeaders().getFirst("Winnow-Event"),
                exchange.getRequestHeaders().getFirst("Winnow-Timestamp"),
                exchange.getRequestHeaders().getFirst("Winnow-Signature"),
                body));
    if (status == HANG) {
      return;
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
