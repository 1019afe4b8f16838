package io.winnow.kit.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.winnow.kit.settings.ServiceSettings;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a process. Each request has a virtual thread of its own, so handlers may
 * block. Bodies are streamed both ways: {@code ctx.bodyInputStream()} has no limit of size and is
 * never held in memory, and what is written to {@code ctx.outputStream()} goes out as it comes;
 * {@code ctx.body()} and its relatives are for small bodies, up to a megabyte. Whatever goes wrong
 * is told as RFC 9457 wants it; when a response had begun already, its connection breaks, so that
 * no client takes half an answer for a whole one.
 */
public final class HttpService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpService.class);

  /** An address may hold a slash or a percent sign, but nobody needs dots in disguise. */
  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with(
          "WINNOW",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

  /** Jetty's own few; requests run on virtual threads. */
  private static final int PLATFORM_THREADS = 16;

  /** Taken while something is read, so that uploads come in few pieces. */
  private static final int INPUT_BUFFER_BYTES = 64 << 10;

  private static final long QUIET_CONNECTION_ENDS_AFTER_MILLIS = 200;

  private final HttpSettings settings;
  private final Server server;
  private final ServerConnector connector;
  private final List<HttpRoutes> routes;

  private HttpService(
      HttpSettings settings, Server server, ServerConnector connector, List<HttpRoutes> routes) {
    this.settings = settings;
    this.routes = List.copyOf(routes);
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens as soon as this returns.
   *
   * @throws CannotListenException when the port cannot be had
   */
  public static HttpService start(HttpSettings settings, List<HttpRoutes> routes) {
    Javalin javalin = Javalin.create(config -> configure(config, settings, routes));
    javalin.start();
    Server server = javalin.jettyServer().server();
    HttpService service =
        new HttpService(settings, server, (ServerConnector) server.getConnectors()[0], routes);
    log.info("listening on {}://{}:{}", settings.scheme(), settings.host(), service.port());
    return service;
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Takes no more requests, lets the running ones finish within the bound of its settings, and
   * breaks off those that do not.
   */
  @Override
  public void close() {
    if (server.isStopped()) {
      return;
    }
    routes.forEach(HttpRoutes::stopping);
    finishRequests();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop as it should", e);
    }
  }

  private void finishRequests() {
    long bound = settings.stopTimeout().toMillis();
    try {
      Graceful.shutdown(server).get(bound, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("breaks off requests that did not finish within {} ms", bound);
    } catch (ExecutionException e) {
      log.warn("cannot wait for running requests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void configure(
      JavalinConfig config, HttpSettings settings, List<HttpRoutes> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    // a compressor between handler and client would hold back what is streamed
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jsonMapper(new WinnowJson());
    config.jetty.threadPool = threads();
    config.jetty.modifyHttpConfiguration(HttpService::configure);
    config.jetty.modifyServer(HttpService::configure);
    config.jetty.addConnector((server, http) -> connector(server, http, settings));
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ProblemErrorHandler()));
    ProblemRoutes.install(config);
    routes.forEach(part -> part.addTo(config.routes));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    return threads;
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setUriCompliance(URIS);
  }

  private static void configure(Server server) {
    server.removeBean(server.getBean(LowResourceMonitor.class));
    server.setErrorHandler(new ProblemErrorHandler());
    GracefulHandler graceful = new GracefulHandler(new RequestScope());
    graceful.setShutdownIdleTimeout(QUIET_CONNECTION_ENDS_AFTER_MILLIS);
    server.setHandler(graceful);
  }

  private static ConnectionFactory[] factories(
      Server server, HttpConnectionFactory connections, HttpSettings.@Nullable Tls tls) {
    if (tls == null) {
      return new ConnectionFactory[] {connections};
    }
    // names are the entrance's business: there are several, and clients that use addresses
    connections.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
    WatchedKeys keys = new WatchedKeys(tls, server);
    server.addBean(keys);
    return new ConnectionFactory[] {
      new SslConnectionFactory(keys.context(), connections.getProtocol()), connections
    };
  }

  /** Opened here, so that a port in use is found before anything runs. */
  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpSettings settings) {
    HttpConnectionFactory connections = new HttpConnectionFactory(http);
    connections.setInputBufferSize(INPUT_BUFFER_BYTES);
    ServerConnector connector =
        new ServerConnector(server, factories(server, connections, settings.tls()));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    try {
      connector.open();
      return connector;
    } catch (IOException | UnresolvedAddressException e) {
      throw cannotListen(settings, e);
    }
  }

  private static CannotListenException cannotListen(HttpSettings settings, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why = String.valueOf(cause.getMessage());
    String where = settings.host() + ":" + settings.port();
    String message =
        why.contains("in use")
            ? "port %d on %s is in use: stop the program that has it, or set %s (0 takes any)"
                .formatted(settings.port(), settings.host(), ServiceSettings.HTTP_PORT.key())
            : "cannot listen on %s (%s): set %s and %s to an address of this machine"
                .formatted(
                    where,
                    cause instanceof UnresolvedAddressException ? "unknown host" : why,
                    ServiceSettings.HTTP_HOST.key(),
                    ServiceSettings.HTTP_PORT.key());
    return new CannotListenException(message, e);
  }
}
