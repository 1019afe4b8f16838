package io.winnow.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench prospects}. */
@Command(
    name = "prospects",
    description =
        "How fast the directory takes prospects from two gateways, and whether it loses any.",
    mixinStandardHelpOptions = true)
final class ProspectsBench implements Callable<Integer> {
  private static final int WARM_CALLS = 400;

  @Mixin private final Outcome outcome = new Outcome();

  @Option(
      names = "--calls",
      defaultValue = "2000",
      description = "All at once, of 50 prospects each (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    return outcome.of(this::measure);
  }

  private void measure(Report report, Path directory) throws Exception {
    try (PardotGateways gateways = new PardotGateways()) {
      ProspectCalls warm = new ProspectCalls(gateways, "warm", WARM_CALLS, seed + 2);
      var _ = warm.run(0);
      long contacts = warm.check(0);

      ProspectCalls burst = new ProspectCalls(gateways, "burst", calls, seed);
      long start = System.nanoTime();
      List<Double> seconds = burst.run(0);
      double rate = (double) calls * ProspectCalls.PROSPECTS / ((System.nanoTime() - start) / 1e9);
      contacts = burst.check(contacts);
      report.put("prospectsPerSecond", rate);
      report.put("burstP99Seconds", percentile(seconds, 0.99));
      report.say(
          "%,d calls at once, of %d prospects: %,.0f prospects/s; the slowest hundredth waited %.2f"
              + " s or more; %,d contacts, none twice, no update lost, every error where it"
              + " belongs",
          calls, ProspectCalls.PROSPECTS, rate, percentile(seconds, 0.99), contacts);

      ProspectCalls steady = new ProspectCalls(gateways, "steady", calls / 2, seed + 1);
      double callsPerSecond = rate / 2 / ProspectCalls.PROSPECTS;
      List<Double> waits = steady.run(callsPerSecond);
      contacts = steady.check(contacts);
      report.put("steadyP50Seconds", percentile(waits, 0.5));
      report.put("steadyP99Seconds", percentile(waits, 0.99));
      report.say(
          "at half that rate, %,.0f prospects/s: p50 %.3f s, p99 %.3f s; %,d contacts, as above",
          rate / 2, percentile(waits, 0.5), percentile(waits, 0.99), contacts);
    }
  }

  private static double percentile(List<Double> seconds, double share) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
