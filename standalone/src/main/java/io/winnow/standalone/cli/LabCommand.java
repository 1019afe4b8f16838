package io.winnow.standalone.cli;

import io.winnow.kit.lifecycle.Stop;
import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.proxy.ForwardingProxy;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code winnow lab}: the simulated world by itself. */
@Command(
    name = "lab",
    description = "Runs a simulated DNS and SMTP world on this machine, with known truth.",
    mixinStandardHelpOptions = true,
    subcommands = LabCommand.ListCommand.class)
final class LabCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "5354",
      description = "For DNS over UDP and TCP; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Where the name server and the proxy listen: 127.0.0.1, or 0.0.0.0 in a container (default:"
              + " ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private InetAddress host;

  @Option(
      names = "--proxy-port",
      description =
          "For a SOCKS 5 proxy to the mail servers, for clients in other containers"
              + " (winnow.smtp.egress).")
  private @Nullable Integer proxyPort;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Milliseconds before every DNS answer (default: ${DEFAULT-VALUE}).")
  private long latencyMillis;

  @Option(
      names = "--smtp-port",
      defaultValue = "2525",
      description = "For all mail servers; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int smtpPort;

  @Option(
      names = "--smtp-latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Milliseconds before every SMTP reply (default: ${DEFAULT-VALUE}).")
  private long smtpLatencyMillis;

  @Option(
      names = "--slowness",
      paramLabel = "FACTOR",
      defaultValue = "0.01",
      description =
          "How slow the slow mail servers are; 1 is as in life (default: ${DEFAULT-VALUE}).")
  private double slowness;

  @Option(
      names = "--greylist-delay",
      paramLabel = "MS",
      defaultValue = "3000",
      description =
          "Milliseconds until a greylisting mail server lets one in (default: ${DEFAULT-VALUE}).")
  private long greylistMillis;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Where to write, at the end, what clients did to the mail servers (JSON).")
  private @Nullable Path record;

  @Override
  public void run() {
    DnsServerOptions dns =
        DnsServerOptions.defaults()
            .withBind(new InetSocketAddress(host, port))
            .withLatency(Duration.ofMillis(latencyMillis));
    Stop stop = Stop.onSignal();
    try (LabWorld world = LabWorld.start(dns, smtpOptions());
        @Nullable ForwardingProxy _ = proxy()) {
      tellHowToUse(world);
      stop.await();
      if (record != null) {
        write(world, record);
      }
    } catch (UncheckedIOException e) {
      throw CommandFailure.badInput(
          "%s; see --port, --smtp-port and --proxy-port".formatted(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop.done();
    }
  }

  private @Nullable ForwardingProxy proxy() {
    return proxyPort == null
        ? null
        : new ForwardingProxy(
            new InetSocketAddress(host, proxyPort), InetAddress.getLoopbackAddress());
  }

  private SmtpOptions smtpOptions() {
    try {
      return SmtpOptions.defaults()
          .withPort(smtpPort)
          .withLatency(Duration.ofMillis(smtpLatencyMillis))
          .withSlowness(slowness)
          .withGreylistDelay(Duration.ofMillis(greylistMillis));
    } catch (IllegalArgumentException outOfRange) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), outOfRange.getMessage(), outOfRange);
    }
  }

  private void tellHowToUse(LabWorld world) {
    String environment =
        new TreeMap<>(Lab.settingsFor(world))
            .entrySet().stream()
                .map(
                    setting ->
                        "  export "
                            + setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
                            + "="
                            + setting.getValue()
                            + "\n")
                .collect(Collectors.joining());
    spec.commandLine()
        .getOut()
        .printf(
            """
            The simulated world: DNS at %s (UDP and TCP), mail servers at port %d of %s.
            Point Winnow at both with
            %sLists of this world, with their truth: ./winnow lab list --rows 1000 --level smtp -o list.csv
            Ctrl-C ends it.
            """,
            Lab.text(world.dnsAddress()), world.smtpPort(), World.LOOPBACK_NETWORK, environment);
    spec.commandLine().getOut().flush();
  }

  private static void write(LabWorld world, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      world.record().writeJson(out);
    } catch (IOException e) {
      throw CommandFailure.badInput("cannot write %s: %s".formatted(file, FileFaults.reason(e)), e);
    }
  }

  /** {@code winnow lab list}: a list of the simulated world, with its truth beside it. */
  @Command(
      name = "list",
      description = "Writes a list of the simulated world, and LIST_truth.csv beside it.",
      mixinStandardHelpOptions = true)
  static final class ListCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Option(
        names = "--rows",
        defaultValue = "1000",
        description = "How many (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
        names = "--seed",
        defaultValue = "1",
        description = "The same seed gives the same list (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--level",
        defaultValue = "dns",
        paramLabel = "syntax|dns|smtp",
        description = "Whose verdicts are in the truth (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private TruthLevel level;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "LIST.csv",
        required = true,
        description = "Where to write it.")
    @SuppressWarnings("NullAway.Init")
    private Path list;

    @Override
    public void run() {
      if (rows < 1) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--rows " + rows + " is not at least 1");
      }
      try {
        Path truth = ListGenerator.write(rows, seed, list, level);
        spec.commandLine().getOut().printf("%,d rows in %s, truth in %s%n", rows, list, truth);
      } catch (IOException e) {
        throw CommandFailure.badInput(
            "cannot write %s: %s".formatted(list, FileFaults.reason(e)), e);
      }
    }
  }
}
