package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.LabWorld;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.Flaw;
import io.winnow.lab.smtp.Traffic;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.resolve.MailExchangers;
import io.winnow.verifier.resolve.ResolveSettings;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.smtp.SmtpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of mail server of the simulated world, over sockets. */
class LabLanesTest {
  private static final int ROUNDS = 6;
  private static final List<String> NAMES =
      List.of("anna.berg", "ben.cole", "carl.dorn", "dora.eich", "emil.fink", "frieda.gold");

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

  private final LabWorld lab = LabWorld.start();
  private final ExecutorService dnsExecutor = Executors.newSingleThreadExecutor();
  private OperatorTable operators;
  private MailExchangers exchangers;
  private SmtpLanes lanes;

  @BeforeEach
  void start() throws IOException {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.put("winnow.smtp.port", Integer.toString(lab.smtpPort()));
    settings.put("winnow.smtp.allow-private-targets", World.LOOPBACK_NETWORK);
    settings.put(
        "winnow.dns.servers",
        lab.dnsAddress().getAddress().getHostAddress() + ":" + lab.dnsAddress().getPort());
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

  private static String hundredTimesAsFast() throws IOException {
    try (InputStream in = OperatorTable.class.getResourceAsStream("operators.conf")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Pattern.compile("(-per-minute = \\d+)")
          .matcher(table)
          .replaceAll("$100")
          .replaceAll("(?m)^pause = .*$", "pause = 300 ms");
    }
  }

  @AfterEach
  void stop() {
    lanes.close();
    lab.close();
    dnsExecutor.shutdownNow();
  }

  private CompletableFuture<Finding> ask(String local, String domain) {
    Route route = exchangers.of(domain).join();
    List<String> hosts = ((Route.MailHosts) route).hosts();
    String lane = operators.of(hosts, domain).toString();
    lanes.open(lane, null);
    return lanes.ask(new Inquiry(lane, local, domain, hosts, CatchAll.NOT_ASKED, false));
  }

  private static String reason(Finding finding) {
    if (!finding.accepted()) {
      return finding.refusal().wireName();
    }
    return switch (finding.catchAll()) {
      case YES -> "catch_all";
      case NO -> "accepted_mailbox";
      case INCONCLUSIVE, NOT_ASKED -> "accepted_unconfirmed";
    };
  }

  @Test
  void everyKindOfServerIsUnderstoodAndTreatedWell() throws Exception {
    Map<String, String> truths = new LinkedHashMap<>();
    for (MailKind kind : MailKind.values()) {
      String domain = World.domain("acme", kind);
      for (String name : NAMES) {
        truths.put(name + "@" + domain, lab.world().truth(name, domain, TruthLevel.SMTP).reason());
      }
    }

    Map<String, String> found = new TreeMap<>();
    List<String> left = new ArrayList<>(truths.keySet());
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      Map<String, CompletableFuture<Finding>> asked = new LinkedHashMap<>();
      for (String address : left) {
        int at = address.indexOf('@');
        asked.put(address, ask(address.substring(0, at), address.substring(at + 1)));
      }
      left.clear();
      boolean greylisted = false;
      for (Map.Entry<String, CompletableFuture<Finding>> one : asked.entrySet()) {
        Finding finding = one.getValue().get(60, TimeUnit.SECONDS);
        found.put(one.getKey(), reason(finding));
        boolean wrong = !reason(finding).equals(truths.get(one.getKey()));
        if (wrong && finding.again() != Again.NO) {
          left.add(one.getKey());
          greylisted |= finding.again() == Again.GREYLISTED;
        }
      }
      if (greylisted) {
        awaitGreylisting();
      }
    }

    Map<String, String> wrong = new TreeMap<>();
    truths.forEach(
        (address, truth) -> {
          if (!truth.equals(found.get(address))) {
            wrong.put(address, found.get(address) + " is not " + truth);
          }
        });
    assertThat(wrong).isEmpty();
    // RFC 2920 has us write RCPT before we can know that MAIL is refused
    assertThat(lab.record().mishaps()).allMatch(one -> one.flaw() == Flaw.OUT_OF_ORDER);
    Map<String, Long> randomLocalParts =
        lab.record().asked().stream()
            .filter(Asked::probe)
            .map(Asked::recipient)
            .distinct()
            .collect(
                Collectors.groupingBy(
                    address -> address.substring(address.indexOf('@') + 1), Collectors.counting()));
    assertThat(randomLocalParts).isNotEmpty().allSatisfy((_, count) -> assertThat(count).isOne());
    assertThat(lab.record().probes())
        .as("asked again only where the session was at its end")
        .allSatisfy(
            (domain, probes) ->
                assertThat(probes)
                    .as(domain)
                    .isLessThanOrEqualTo(
                        domain.equals(World.domain("acme", MailKind.ONE_RECIPIENT)) ? 3 : 1));
    for (String name : lab.record().operators()) {
      Traffic traffic = lab.record().operator(name);
      Operator operator = operators.operator(new LaneKey(name, 0));
      assertThat(traffic.mostOpen()).as(name).isLessThanOrEqualTo(operator.limits().connections());
    }
  }

  private void awaitGreylisting() {
    long until =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(3) + TimeUnit.MILLISECONDS.toNanos(200);
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> System.nanoTime() - until > 0);
  }

  @Test
  void aLaneThatIsClosedLeavesNoConnectionAndNoThread() {
    List<CompletableFuture<Finding>> all = new ArrayList<>();
    for (MailKind kind :
        List.of(MailKind.SILENT_AT_RCPT, MailKind.HALF_OPEN, MailKind.CONNECT_TIMEOUT)) {
      String domain = World.domain("acme", kind);
      for (String name : NAMES) {
        all.add(ask(name, domain));
      }
    }
    Awaitility.await().until(() -> lab.record().sessions().size() >= 2);

    for (CompletableFuture<Finding> one : all) {
      assertThat(one).isNotDone();
    }
    lanes.close();

    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        lab.record().operators().stream()
                            .map(lab.record()::operator)
                            .collect(Collectors.summingInt(Traffic::open)))
                    .isZero());
  }
}
