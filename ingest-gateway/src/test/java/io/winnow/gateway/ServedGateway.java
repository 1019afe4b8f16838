package io.winnow.gateway;

import io.javalin.Javalin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import io.winnow.kit.settings.Settings;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A gateway without Kafka behind an HTTP server, where all requests are those of one caller. */
final class ServedGateway implements AutoCloseable {
  private final Path spool;
  private final IngestGateway gateway;
  private final Javalin server;

  private ServedGateway(Path spool, IngestGateway gateway, Javalin server) {
    this.spool = spool;
    this.gateway = gateway;
    this.server = server;
  }

  static ServedGateway start(
      Path spool, Map<String, String> settings, FakeTopics topics, Caller caller) {
    return start(spool, settings, topics, caller, new SimpleMeterRegistry());
  }

  /** A problem is answered with its code, its detail and its members. */
  static ServedGateway start(
      Path spool,
      Map<String, String> settings,
      FakeTopics topics,
      Caller caller,
      MeterRegistry meters) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("winnow.spool.directory", spool.toString());
    all.put("winnow.gateway.id", "berlin");
    IngestGateway gateway =
        new IngestGateway(
            GatewaySettings.from(Settings.of(all)),
            topics,
            new JobIds(Clock.systemUTC(), new Random(4711)),
            meters,
            Clock.systemUTC());
    Javalin server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.before(caller::attachTo);
                  gateway.routes().addTo(config.routes);
                  config.routes.exception(
                      Problem.class,
                      (problem, context) ->
                          context
                              .status(problem.status())
                              .result(
                                  "%s %s %s"
                                      .formatted(
                                          problem.code(), problem.detail(), problem.members())));
                })
            .start(0);
    gateway.start();
    return new ServedGateway(spool, gateway, server);
  }

  int port() {
    return server.port();
  }

  URI at(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  /** What is spooled. */
  String[] onDisk() {
    return new File(spool.toString()).list((directory, name) -> !name.equals("gateway"));
  }

  @Override
  public void close() {
    server.stop();
    gateway.close();
  }
}
