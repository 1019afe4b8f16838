package io.winnow.sink.webhooks;

import io.winnow.contracts.WebhookAddress;
import io.winnow.sink.webhooks.Answer.Fault;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Sends letters over HTTP, without trusting whoever receives them: bounded in time, in what is read
 * and in where it connects to. Redirects are not followed, cookies not kept, nobody authenticated
 * to.
 */
final class HttpSender implements Sender, AutoCloseable {
  static final String EVENT_HEADER = "Winnow-Event";
  static final String TIMESTAMP_HEADER = "Winnow-Timestamp";
  static final String SIGNATURE_HEADER = "Winnow-Signature";

  private static final int MOST_HEADER_BYTES = 8 * 1024;

  /** One receiver that hangs must not take what the others need. */
  private static final int CONNECTIONS_PER_RECEIVER = 32;

  private static final long IDLE_MILLIS = 10_000;
  private static final int THREADS = 8;

  private final WebhookSettings settings;
  private final Secrets secrets;
  private final Clock clock;
  private final HttpClient client;

  /** Starts the client's threads. */
  HttpSender(WebhookSettings settings, Secrets secrets, Names names, Clock clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
    this.client = client(settings, names);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the client for webhooks does not start", e);
    }
    // nothing is done about an answer but to look at it
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
  }

  private static HttpClient client(WebhookSettings settings, Names names) {
    GuardedConnector connector = new GuardedConnector(settings.targets());
    connector.setSelectors(1);
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("winnow-webhooks");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setConnectTimeout(settings.connectTimeout().toMillis());
    client.setIdleTimeout(Math.max(IDLE_MILLIS, settings.timeout().toMillis()));
    client.setDestinationIdleTimeout(IDLE_MILLIS);
    client.setMaxConnectionsPerDestination(CONNECTIONS_PER_RECEIVER);
    client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
    client.setSocketAddressResolver(resolver(names, connector));
    return client;
  }

  /** A thread for each question: a name server that hangs holds up nobody else. */
  private static SocketAddressResolver resolver(Names names, GuardedConnector connector) {
    return (String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) -> {
      var _ =
          Thread.ofVirtual()
              .name("winnow-webhook-name")
              .start(
                  () -> {
                    try {
                      promise.succeeded(
                          connector.permitted(names.addressesOf(host)).stream()
                              .map(address -> new InetSocketAddress(address, port))
                              .toList());
                    } catch (UnknownHostException | RuntimeException e) {
                      promise.failed(e);
                    }
                  });
    };
  }

  @Override
  public CompletableFuture<Answer> send(Letter letter) {
    URI target;
    try {
      target = WebhookAddress.parse(letter.webhook());
    } catch (IllegalArgumentException e) {
      return refused(Fault.INVALID_WEBHOOK, "the webhook " + e.getMessage());
    }
    if (settings.httpsOnly() && !"https".equalsIgnoreCase(target.getScheme())) {
      return refused(Fault.HTTPS_REQUIRED, "the webhook does not begin with https://");
    }
    Request request = request(target, letter);
    AnswerListener listener = new AnswerListener(request, clock);
    request.onResponseListener(listener).send(listener);
    return listener.answer();
  }

  private Request request(URI target, Letter letter) {
    byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
    long timestamp = clock.instant().getEpochSecond();
    String signature = Signature.header(secrets.of(letter.account()), timestamp, body);
    return client
        .newRequest(target)
        .method(HttpMethod.POST)
        .agent("Winnow")
        .headers(
            headers ->
                headers
                    .put(HttpHeader.ACCEPT_ENCODING, "identity")
                    .put(EVENT_HEADER, letter.event())
                    .put(TIMESTAMP_HEADER, Long.toString(timestamp))
                    .put(SIGNATURE_HEADER, signature))
        .body(new BytesRequestContent(letter.contentType(), body))
        .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<Answer> refused(Fault fault, String message) {
    return CompletableFuture.completedFuture(new Answer.Refused(fault, message));
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the client for webhooks does not stop", e);
    }
  }
}
