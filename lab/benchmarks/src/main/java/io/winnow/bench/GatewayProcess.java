package io.winnow.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.winnow.contracts.JobIds;
import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.IngestGateway;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * An ingest-gateway alone, with nothing else in its process. Tells its address, then for each line
 * it reads how much of the heap is live, in KiB: now, and at most after any collection so far.
 */
final class GatewayProcess {
  private GatewayProcess() {}

  /**
   * Starts one.
   *
   * @param heap the JVM's option
   */
  static Process start(String heap, String bootstrap, Path spool) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName(),
            bootstrap,
            spool.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The sum of a metric of a gateway. */
  static double metric(HttpClient http, String url, String name)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /**
   * @param args bootstrap servers, directory of the spool
   */
  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(),
                args[0],
                GatewaySettings.SPOOL_DIRECTORY.key(),
                args[1],
                GatewaySettings.ID.key(),
                "bench",
                ServiceSettings.HTTP_PORT.key(),
                "0",
                ServiceSettings.LOG_LEVEL.key(),
                "error"));
    Logging.configure(settings);
    AtomicLong mostLive = watchCollections();
    Clock clock = Clock.systemUTC();
    try (Metrics metrics = new Metrics();
        IngestGateway gateway =
            new IngestGateway(
                GatewaySettings.from(settings),
                KafkaClients.from(settings),
                new JobIds(clock, new SecureRandom()),
                metrics.registry(),
                clock);
        HttpService http =
            HttpService.start(
                HttpSettings.from(settings),
                List.of(
                    routes -> routes.before(Caller.LOCAL::attachTo), gateway.routes(), metrics));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      gateway.start();
      System.out.println("http://127.0.0.1:" + http.port());
      while (in.readLine() != null) {
        long most = mostLive.get();
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.println(live / 1024 + " " + Math.max(most, live) / 1024);
      }
    }
  }

  /** The most bytes of the heap that were left by any collection. */
  private static AtomicLong watchCollections() {
    AtomicLong most = new AtomicLong();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, _) -> {
                GarbageCollectionNotificationInfo collection =
                    GarbageCollectionNotificationInfo.from(
                        (CompositeData) notification.getUserData());
                most.accumulateAndGet(heapAfter(collection), Math::max);
              },
              null,
              null);
    }
    return most;
  }

  private static long heapAfter(GarbageCollectionNotificationInfo collection) {
    return collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Old|Tenured).*"))
        .map(Map.Entry::getValue)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
