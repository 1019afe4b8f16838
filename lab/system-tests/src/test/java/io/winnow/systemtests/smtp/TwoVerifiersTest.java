package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.SessionLog;
import io.winnow.lab.smtp.SmtpRecord;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.systemtests.smtp.Verdicts.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoVerifiersTest {
  private static final int DOMAINS = 150;
  private static final int ADDRESSES = 8;

  /** Who the mail servers see: each process has an address of its own. */
  private static final String FIRST = "127.0.0.2";

  private static final String SECOND = "127.0.0.3";

  @TempDir Path directory;

  private final Table table =
      new Table(new Table.Limits("", 1, 2, 240, 4, "ask"))
          .with("google", new Table.Limits("google.com", 2, 4, 1_080, 5, "ask"));

  private static LabSettings settings(LabWorld world, Path operators, String source) {
    return LabSettings.of(world)
        .with("winnow.smtp.operators-file", operators.toString())
        .with("winnow.smtp.rate-percent", "100")
        .with("winnow.smtp.source-addresses", source)
        // the shortest that the broker allows, so that partitions move soon
        .with("winnow.kafka.streams.session.timeout.ms", "6000")
        .with("winnow.kafka.streams.heartbeat.interval.ms", "1000")
        .with("winnow.kafka.streams.producer.transaction.timeout.ms", "5000");
  }

  @Test
  void bothTogetherKeepTheLimitsAndProbeADomainOnceAlsoWhenOneDies() throws Exception {
    Map<String, Row> truth = new TreeMap<>();
    List<String> list = list(truth);
    Path operators = table.write(directory.resolve("operators.conf"));

    try (LabWorld world = LabWorld.start();
        WinnowServer server = WinnowServer.start(directory, settings(world, operators, FIRST));
        WinnowProcess second = startSecond(server, settings(world, operators, SECOND))) {
      SmtpRecord record = world.record();
      awaitTasksOfSecond(server, record);
      String job = server.verify(list);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> recipients(record, FIRST) > 100 && recipients(record, SECOND) > 100);
      Map<String, Set<String>> whileBothLived = RandomProbes.byDomain(record, list);
      second.kill();

      Map<String, Row> got = server.rows(job);

      assertThat(Verdicts.differences(got, truth)).isEmpty();
      assertThat(record.mishaps()).isEmpty();
      table.assertHeld(record);
      assertThat(whileBothLived).isNotEmpty();
      assertThat(whileBothLived)
          .allSatisfy((domain, asked) -> assertThat(asked).as(domain).hasSize(1));
      assertOneMoreAtMostWhereTheDeadOneHadAsked(record, list);
    }
  }

  private static List<String> list(Map<String, Row> truth) {
    World world = World.standard();
    List<String> addresses = new ArrayList<>();
    for (int number = 0; number < ADDRESSES; number++) {
      for (int domain = 0; domain < DOMAINS; domain++) {
        MailKind kind =
            switch (domain % 3) {
              case 0 -> MailKind.ORDINARY;
              case 1 -> MailKind.CATCH_ALL;
              default -> MailKind.GOOGLE_WORKSPACE;
            };
        String name = World.domain("tenant-" + domain, kind);
        String local = "person-" + number;
        var right = world.truth(local, name, TruthLevel.SMTP);
        addresses.add(local + "@" + name);
        truth.put(
            Integer.toString(addresses.size()),
            new Row(local + "@" + name, right.status() + "/" + right.reason()));
      }
    }
    return addresses;
  }

  private WinnowProcess startSecond(WinnowServer server, LabSettings settings) throws Exception {
    WinnowProcess second =
        WinnowProcess.startClass(
            directory,
            settings
                .with("winnow.kafka.bootstrap.servers", server.bootstrapServers())
                .with("winnow.verifier.state-directory", directory.resolve("second").toString())
                .with("winnow.topics.job-partitions", "1")
                .with("winnow.accounts.open", "local")
                .environment(),
            SecondVerifier.class.getName());
    second.awaitLine(line -> line.equals("The second verifier has begun"));
    return second;
  }

  /** Few rows at a time go to all lanes, until the second one has some of them. */
  private static void awaitTasksOfSecond(WinnowServer server, SmtpRecord record) {
    int[] round = {0};
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              List<String> few = new ArrayList<>();
              int now = round[0]++;
              for (int i = 0; i < 8; i++) {
                few.add("early@" + World.domain("early-" + now + "-" + i, MailKind.CATCH_ALL));
              }
              server.rows(server.verify(few));
              return recipients(record, SECOND) > 0;
            });
  }

  private static int recipients(SmtpRecord record, String client) {
    return record.sessions().stream()
        .filter(session -> session.client().equals(client))
        .mapToInt(SessionLog::recipients)
        .sum();
  }

  /**
   * A domain whose random local part was under way, or answered and not yet committed, when the
   * process died is asked for another one by its heir.
   */
  private static void assertOneMoreAtMostWhereTheDeadOneHadAsked(
      SmtpRecord record, List<String> list) {
    Map<Long, String> clients =
        record.sessions().stream()
            .collect(Collectors.toMap(SessionLog::number, SessionLog::client));
    RandomProbes.byDomain(record, list)
        .forEach(
            (domain, probes) -> {
              assertThat(probes).as(domain).hasSizeBetween(1, 2);
              if (probes.size() == 2) {
                Set<String> askers = new TreeSet<>();
                for (Asked one : record.asked(domain)) {
                  if (probes.contains(one.recipient())) {
                    askers.add(String.valueOf(clients.get(one.session())));
                  }
                }
                assertThat(askers)
                    .as("who asked %s at random", domain)
                    .containsExactly(FIRST, SECOND);
              }
            });
  }
}
