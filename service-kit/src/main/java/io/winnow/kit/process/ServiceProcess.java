package io.winnow.kit.process;

import io.winnow.contracts.Topics;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.lifecycle.Lifecycle;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.lifecycle.Stop;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service in a process of its own, from its start to its end: makes the topics, starts, listens,
 * and stops when it is asked to, within {@link Stop#PATIENCE}.
 *
 * <p>It listens when it is ready, so that an entrance before several processes sends it no request
 * that it would have to refuse; half a minute after its start it listens in any case, so that its
 * health tells what is missing. A process that cannot go on ends, and whoever supervises it starts
 * it anew.
 */
public final class ServiceProcess {
  private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

  /** A little less than the whole process has. */
  private static final Duration CLOSE_TIMEOUT = Stop.PATIENCE.minusSeconds(2);

  private static final Duration LISTENS_AFTER = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** A process is given up when it was not live this often in a row, a second apart. */
  private static final int LOOKS_BEFORE_DEATH = 5;

  private final String name;
  private final Settings settings;
  private final Stop stop;
  private final Lifecycle parts;
  private final Health health = new Health();

  private ServiceProcess(String name, Settings settings, Stop stop, Lifecycle parts) {
    this.name = name;
    this.settings = settings;
    this.stop = stop;
    this.parts = parts;
  }

  /** What a process consists of. */
  @FunctionalInterface
  public interface Composition {
    /**
     * Makes the services, in the order in which they are to start.
     *
     * @param gate who may come in; its owner starts and closes it
     * @throws IOException when the disk cannot be used
     */
    List<Service> of(Settings settings, KafkaClients kafka, AccountsGate gate, Metrics metrics)
        throws IOException;
  }

  /** Settings that every process understands, and those of its own. */
  public static List<Setting<?>> known(List<List<Setting<?>>> own) {
    return Stream.concat(
            Stream.of(ServiceSettings.ALL, AccessSettings.ALL, KafkaClients.SETTINGS), own.stream())
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }

  /**
   * Runs until the process is asked to stop, or cannot go on.
   *
   * @param name of the service, for the log
   * @return the exit status: 0 when it was asked to stop
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   * @throws io.winnow.kit.kafka.TopicException when the cluster does not answer or has other topics
   * @throws io.winnow.kit.http.CannotListenException when the port cannot be had
   * @throws Exception what else keeps it from starting
   */
  public static int run(String name, Settings settings, Composition composition) throws Exception {
    Logging.configure(settings);
    Stop stop = Stop.onSignal();
    try (Lifecycle parts = new Lifecycle(CLOSE_TIMEOUT)) {
      return new ServiceProcess(name, settings, stop, parts).run(composition);
    } finally {
      stop.done();
    }
  }

  private int run(Composition composition) throws Exception {
    long startNanos = System.nanoTime();
    HttpSettings http = HttpSettings.from(settings);
    KafkaClients kafka = KafkaClients.from(settings);
    Metrics metrics = parts.start("metrics", Metrics::new);
    AccountsGate gate =
        parts.start("accounts", () -> new AccountsGate(AccessSettings.from(settings), kafka));
    List<Service> services = composition.of(settings, kafka, gate, metrics);
    services.forEach(service -> parts.add(service.getClass().getSimpleName(), service));

    new TopicProvisioner(kafka, TopicSettings.from(settings)).provision(Topics.ALL);
    gate.start();
    for (Service service : services) {
      service.start();
      service.applications().forEach(metrics::bind);
    }
    gate.addTo(health);
    services.forEach(service -> service.addTo(health));
    awaitReady();
    parts.start("http", () -> HttpService.start(http, routes(metrics, gate, services)));
    log.info("{} started in {} ms", name, (System.nanoTime() - startNanos) / 1_000_000);
    return untilTheEnd();
  }

  private List<HttpRoutes> routes(Metrics metrics, AccountsGate gate, List<Service> services) {
    List<HttpRoutes> routes = new ArrayList<>(List.of(metrics, gate.filter(), health));
    services.forEach(service -> routes.addAll(service.routes()));
    return routes;
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + LISTENS_AFTER.toNanos();
    List<String> obstacles = health.notReady();
    while (!obstacles.isEmpty() && System.nanoTime() < deadline && !stop.await(BETWEEN_LOOKS)) {
      obstacles = health.notReady();
    }
    if (!obstacles.isEmpty()) {
      log.warn("{} is not ready yet: {}", name, obstacles);
    }
  }

  private int untilTheEnd() throws InterruptedException {
    int dead = 0;
    while (!stop.await(Duration.ofSeconds(1))) {
      List<String> faults = health.notLive();
      dead = faults.isEmpty() ? 0 : dead + 1;
      if (dead == LOOKS_BEFORE_DEATH) {
        log.error("{} cannot go on and ends, to be started anew: {}", name, faults);
        return CommandFaults.FAILED;
      }
    }
    log.info("{} stops", name);
    return 0;
  }
}
