package io.winnow.standalone.cli;

import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code winnow lab}: the simulated world by itself. */
@Command(
    name = "lab",
    description = "Runs a simulated DNS world on this machine, with known truth.",
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
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Milliseconds before every answer (default: ${DEFAULT-VALUE}).")
  private long latencyMillis;

  @Override
  public void run() {
    try (DnsServer dns =
        DnsServer.start(
            World.standard(),
            DnsServerOptions.defaults()
                .withBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .withLatency(Duration.ofMillis(latencyMillis)))) {
      String servers = Lab.text(dns.address());
      spec.commandLine()
          .getOut()
          .printf(
              """
              DNS of the simulated world: %s (UDP and TCP). Point Winnow at it with
                WINNOW_DNS_SERVERS=%s ./winnow verify LIST.csv
              Lists of this world, with their truth: ./winnow lab list --rows 1000 -o list.csv
              Ctrl-C ends it.
              """,
              servers, servers);
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    } catch (UncheckedIOException e) {
      throw CommandFailure.badInput(
          "port %d cannot be used for the DNS (%s); choose another with --port"
              .formatted(port, e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
        Path truth = ListGenerator.write(rows, seed, list);
        spec.commandLine().getOut().printf("%,d rows in %s, truth in %s%n", rows, list, truth);
      } catch (IOException e) {
        throw CommandFailure.badInput(
            "cannot write %s: %s".formatted(list, FileFaults.reason(e)), e);
      }
    }
  }
}
