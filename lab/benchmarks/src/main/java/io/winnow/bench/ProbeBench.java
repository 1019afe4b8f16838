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
import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.smtp.SmtpRecord;
import io.winnow.lab.smtp.Traffic;
import io.winnow.lab.world.World;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench probe}. */
@Command(
    name = "probe",
    description =
        "Slow mail servers, with and without reuse of sessions, beside what the lanes' settings allow.",
    mixinStandardHelpOptions = true)
final class ProbeBench implements Callable<Integer> {
  private static final long WARM_ROWS = 2_000;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @Mixin private final Outcome outcome = new Outcome();

  @Option(names = "--rows", defaultValue = "20000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Of each reply of a mail server (default: ${DEFAULT-VALUE}).")
  private int latencyMillis;

  @Option(
      names = "--operators",
      defaultValue = "8",
      description = "Each is a lane (default: ${DEFAULT-VALUE}).")
  private int operators;

  @Option(
      names = "--domains",
      defaultValue = "5",
      description = "Of each operator (default: ${DEFAULT-VALUE}).")
  private int domains;

  @Option(
      names = "--connections",
      defaultValue = "3",
      description = "Of each lane (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--recipients",
      defaultValue = "50",
      description = "Of each session that is reused (default: ${DEFAULT-VALUE}).")
  private int recipients;

  @Override
  public Integer call() throws Exception {
    return outcome.of(
        (report, directory) -> {
          try (LabWorld lab =
              LabWorld.start(
                  DnsServerOptions.defaults(),
                  SmtpOptions.defaults().withLatency(Duration.ofMillis(latencyMillis)))) {
            compare(report, directory, lab);
          }
        });
  }

  private void compare(Report report, Path directory, LabWorld lab) throws Exception {
    ProbeList list = new ProbeList(lab.world(), operators, domains);
    report.say(
        "%,d rows at %d domains of %d operators; %d connections and %d recipients per session each,"
            + " %d ms per reply",
        rows, list.domains(), operators, connections, recipients, latencyMillis);
    report.put("rows", rows);
    report.put("latencyMillis", latencyMillis);
    report.put("operators", operators);
    report.put("domains", list.domains());
    report.put("connectionsPerOperator", connections);
    report.put("recipientsPerSession", recipients);
    double with = measure(report, directory.resolve("with"), lab, list, true);
    double without = measure(report, directory.resolve("without"), lab, list, false);
    report.say("with reuse %.2f times as many rows/s as without", with / without);
    report.put("ratio", Math.round(1000 * with / without) / 1000.0);
  }

  /** Gives rows per second. */
  private double measure(Report report, Path directory, LabWorld lab, ProbeList list, boolean reuse)
      throws Exception {
    Files.createDirectories(directory);
    Path warm = directory.resolve("warm.csv");
    Path whole = directory.resolve("list.csv");
    var _ = list.write(Math.min(rows, WARM_ROWS), "warm", warm);
    Map<String, Long> truth = list.write(rows, "some.one", whole);
    Path table = directory.resolve("operators.conf");
    Files.writeString(table, operatorsFile());
    // what is learnt of domains while it warms up serves the list as well, in both runs
    try (DataDirectory data = DataDirectory.at(directory.resolve("data"));
        Metrics metrics = new Metrics();
        Standalone winnow = new Standalone(data, settings(lab, table, reuse), metrics, 0)) {
      winnow.start();
      var _ = run(winnow, warm);
      lab.record().reset();
      long start = System.nanoTime();
      Job job = run(winnow, whole);
      double whollySeconds = (System.nanoTime() - start) / 1e9;
      requireRight(job, truth);
      return tell(report, lab.record(), reuse, whollySeconds);
    }
  }

  private double tell(Report report, SmtpRecord record, boolean reuse, double whollySeconds) {
    List<Asked> asked = record.asked();
    double asking =
        asked.getLast().at().minus(asked.getFirst().at()).toNanos() / 1e9 + latencyMillis / 1e3;
    ProbeLimit limit =
        new ProbeLimit(operators * connections, reuse ? recipients : 1, latencyMillis / 1e3);
    double rowsPerRecipient = (double) rows / asked.size();
    double allowed = limit.recipientsPerSecond() * rowsPerRecipient;
    double rate = rows / asking;
    String name = reuse ? "with" : "without";
    report.say(
        "%s reuse: %,.0f rows/s (%.1f s from the first recipient to the last, %.1f s from upload to"
            + " the last verdict)",
        name, rate, asking, whollySeconds);
    report.say(
        "  the limit is %d connections x %d recipients / %.0f ms of a session = %,.0f rows/s;"
            + " reached %.0f %%",
        limit.connections(),
        limit.recipientsPerSession(),
        1000 * limit.secondsPerSession(),
        allowed,
        100 * rate / allowed);
    report.say(
        "  %,d recipients in %,d sessions; at most %d connections to an operator and %d recipients"
            + " in a session",
        asked.size(),
        record.connections(),
        most(record, Traffic::mostOpen),
        most(record, Traffic::mostRecipientsOfASession));
    Map<String, Object> numbers = new TreeMap<>();
    numbers.put("rowsPerSecond", Math.round(rate));
    numbers.put("limitPerSecond", Math.round(allowed));
    numbers.put("reached", Math.round(1000 * rate / allowed) / 1000.0);
    numbers.put("secondsAsking", asking);
    numbers.put("secondsToLastVerdict", whollySeconds);
    numbers.put("recipients", asked.size());
    numbers.put("sessions", record.connections());
    numbers.put("mostConnectionsToAnOperator", most(record, Traffic::mostOpen));
    numbers.put("mostRecipientsOfASession", most(record, Traffic::mostRecipientsOfASession));
    report.put(name + "Reuse", numbers);
    return rate;
  }

  private static int most(SmtpRecord record, java.util.function.ToIntFunction<Traffic> number) {
    return record.operators().stream()
        .map(record::operator)
        .mapToInt(number)
        .max()
        .orElseThrow(() -> new IllegalStateException("no mail server was asked"));
  }

  private static void requireRight(Job job, Map<String, Long> truth) {
    Map<String, Long> found = new TreeMap<>();
    job.byStatus().forEach((status, count) -> found.put(status.wireName(), count));
    if (!found.equals(truth)) {
      throw new IllegalStateException("verdicts are " + found + ", by rights " + truth);
    }
  }

  /** Rates so high that connections and recipients per session are what limits. */
  private String operatorsFile() {
    return """
    [others]
    lanes = 1
    connections = %1$d
    start-connections = %1$d
    connections-per-minute = 10000000
    recipients-per-minute = 10000000
    recipients-per-session = %2$d
    unknown-per-session = %2$d
    pause = 1 min
    catch-all = ask
    """
        .formatted(connections, recipients);
  }

  private static Settings settings(LabWorld lab, Path table, boolean reuse) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "winnow.dns.servers",
        lab.dnsAddress().getAddress().getHostAddress() + ":" + lab.dnsAddress().getPort());
    settings.put("winnow.smtp.port", Integer.toString(lab.smtpPort()));
    settings.put("winnow.smtp.allow-private-targets", World.LOOPBACK_NETWORK);
    settings.put("winnow.smtp.helo-name", "verifier.winnow-lab.example");
    settings.put("winnow.smtp.mail-from", "verifier@winnow-lab.example");
    settings.put("winnow.smtp.self-check-hosts", "");
    settings.put("winnow.smtp.operators-file", table.toString());
    settings.put("winnow.smtp.reuse-sessions", String.valueOf(reuse).toLowerCase(Locale.ROOT));
    settings.put("winnow.reuse-for", "0");
    return Settings.of(settings);
  }

  private static Job run(Standalone winnow, Path list) throws IOException, InterruptedException {
    JobId id;
    try (InputStream in = Files.newInputStream(list);
        SpooledList spooled =
            winnow
                .gateway()
                .spool(
                    new UploadRequest(
                        "bench", Level.SMTP, new ListHints(ListFormat.CSV, null, null)),
                    in)) {
      id = winnow.gateway().admit(spooled);
    }
    while (true) {
      Job job = winnow.sink().jobs().job(id).orElse(null);
      if (job != null && job.processed() == job.rows()) {
        return job;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
