package io.winnow.verifier.lanes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.LabWorld;
import io.winnow.lab.world.World;
import io.winnow.verifier.resolve.MailExchangers;
import io.winnow.verifier.resolve.ResolveSettings;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.smtp.SmtpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Lanes over the sockets of the simulated world. */
final class LabRig implements AutoCloseable {

  /** Asking a server that does not answer has to end some time. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "winnow.smtp.helo-name", "verify.winnow.example",
          "winnow.smtp.mail-from", "verify@winnow.example",
          "winnow.smtp.connect-timeout", "1 s",
          "winnow.smtp.banner-timeout", "2 s",
          "winnow.smtp.reply-timeout", "2 s",
          "winnow.smtp.session-idle", "200 ms",
          "winnow.smtp.longest-pause", "1 s",
          "winnow.smtp.host-failure-for", "500 ms");

  final LabWorld lab = LabWorld.start();
  final OperatorTable operators;
  final SmtpLanes lanes;
  private final ExecutorService dnsExecutor = Executors.newSingleThreadExecutor();
  private final MailExchangers exchangers;

  /**
   * @param others settings beside those that reach the world
   */
  LabRig(Map<String, String> others) {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.put("winnow.smtp.port", Integer.toString(lab.smtpPort()));
    settings.put("winnow.smtp.allow-private-targets", World.LOOPBACK_NETWORK);
    settings.put(
        "winnow.dns.servers",
        lab.dnsAddress().getAddress().getHostAddress() + ":" + lab.dnsAddress().getPort());
    settings.putAll(others);
    Settings all = Settings.of(settings);
    exchangers = new MailExchangers(ResolveSettings.from(all), dnsExecutor);
    operators =
        OperatorTable.read("operators.conf", hundredTimesAsFast(), LaneWorld::lastTwoLabels);
    lanes =
        SmtpLanes.of(
            LaneSettings.from(all),
            operators,
            new MailServers(SmtpSettings.from(all), operators, exchangers::addressesOf),
            new SimpleMeterRegistry());
  }

  private static String hundredTimesAsFast() {
    try (InputStream in = OperatorTable.class.getResourceAsStream("operators.conf")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Pattern.compile("(-per-minute = \\d+)")
          .matcher(table)
          .replaceAll("$100")
          .replaceAll("(?m)^pause = .*$", "pause = 300 ms");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks in the lane of the domain's first host. */
  CompletableFuture<Finding> ask(String address, boolean transcript) {
    int at = address.indexOf('@');
    String domain = address.substring(at + 1);
    Route route = exchangers.of(domain).join();
    List<String> hosts = ((Route.MailHosts) route).hosts();
    String lane = operators.of(hosts, domain).toString();
    lanes.open(lane, null);
    return lanes.ask(
        new Inquiry(lane, address.substring(0, at), domain, hosts, CatchAll.NOT_ASKED, transcript));
  }

  @Override
  public void close() {
    lanes.close();
    lab.close();
    dnsExecutor.shutdownNow();
  }
}
