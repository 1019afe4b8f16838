package io.winnow.bench;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.gateway.SpooledList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.World;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.Standalone;
import io.winnow.verifier.resolve.ResolveSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench resolve}. */
@Command(
    name = "resolve",
    description = "Many domains at a slow DNS, beside the limit of concurrency / latency.",
    mixinStandardHelpOptions = true)
final class ResolveBench implements Callable<Integer> {
  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--domains", defaultValue = "50000", description = "Default: ${DEFAULT-VALUE}.")
  private int domains;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "30",
      description = "Of the DNS (default: ${DEFAULT-VALUE}).")
  private int latencyMillis;

  @Option(
      names = "--concurrency",
      defaultValue = "256",
      description = "Questions open at a time (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Override
  public Integer call() throws Exception {
    return outcome.of(
        (report, directory) -> {
          try (DnsServer dns =
              DnsServer.start(
                  World.standard(),
                  DnsServerOptions.defaults().withLatency(Duration.ofMillis(latencyMillis)))) {
            measure(report, directory, dns);
          }
        });
  }

  private void measure(Report report, Path directory, DnsServer dns) throws Exception {
    Path list = directory.resolve("list.csv");
    Path warm = directory.resolve("warm.csv");
    ListGenerator.writeUniform(rows, domains, 1, list);
    ListGenerator.write(1_000_000, 77, warm);
    Settings settings =
        Settings.of(
            Map.of(
                ResolveSettings.SERVERS.key(),
                dns.address().getAddress().getHostAddress() + ":" + dns.address().getPort(),
                ResolveSettings.CONCURRENCY.key(),
                Integer.toString(concurrency)));
    try (DataDirectory data = DataDirectory.at(directory.resolve("data"));
        Metrics metrics = new Metrics();
        Standalone winnow = new Standalone(data, settings, metrics, 0)) {
      winnow.start();
      run(winnow, warm);
      dns.resetCounts();

      Timing timing = run(winnow, list, dns);

      double limit = concurrency / (latencyMillis / 1000.0);
      double rate = dns.totalQueries() / timing.asking();
      report.say(
          "%,d rows over %,d domains at %d ms: %.2f s from the first question to the last answer,"
              + " %.2f s to the last verdict in the job's counts",
          rows, domains, latencyMillis, timing.asking(), timing.verdicts());
      report.say(
          "%,.0f questions/s; the limit is %d / %d ms = %,.0f a second; reached %.0f %%",
          rate, concurrency, latencyMillis, limit, 100 * rate / limit);
      report.say("%,d questions for %,d domains and their mail hosts", dns.totalQueries(), domains);
      report.put("rows", rows);
      report.put("domains", domains);
      report.put("latencyMillis", latencyMillis);
      report.put("concurrency", concurrency);
      report.put("questionsPerSecond", Math.round(rate));
      report.put("secondsToLastAnswer", timing.asking());
      report.put("secondsToLastVerdict", timing.verdicts());
      report.put("limitPerSecond", Math.round(limit));
      report.put("reached", Math.round(1000 * rate / limit) / 1000.0);
      report.put("questions", dns.totalQueries());
    }
  }

  private record Timing(double asking, double verdicts) {}

  private void run(Standalone winnow, Path list) throws Exception {
    JobId job = submit(winnow, list);
    awaitVerdicts(winnow, job);
  }

  private Timing run(Standalone winnow, Path list, DnsServer dns) throws Exception {
    JobId job = submit(winnow, list);
    while (dns.totalQueries() == 0) {
      Thread.onSpinWait();
    }
    long first = System.nanoTime();
    long last = first;
    long questions = 0;
    while (!verified(winnow, job)) {
      if (dns.totalQueries() > questions) {
        questions = dns.totalQueries();
        last = System.nanoTime();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    double lastAnswer = (last - first) / 1e9 + latencyMillis / 1e3;
    return new Timing(lastAnswer, (System.nanoTime() - first) / 1e9);
  }

  private static JobId submit(Standalone winnow, Path list) throws Exception {
    try (InputStream in = Files.newInputStream(list);
        SpooledList spooled =
            winnow
                .gateway()
                .spool(
                    new UploadRequest(
                        "bench", Level.DNS, new ListHints(ListFormat.CSV, null, null)),
                    in)) {
      return winnow.gateway().admit(spooled);
    }
  }

  private static void awaitVerdicts(Standalone winnow, JobId id) {
    while (!verified(winnow, id)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean verified(Standalone winnow, JobId id) {
    Optional<Job> job = winnow.sink().jobs().job(id);
    return job.isPresent() && job.get().processed() == job.get().rows();
  }
}
