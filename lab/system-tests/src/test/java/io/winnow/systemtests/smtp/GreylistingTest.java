package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.GreylistTry;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.systemtests.smtp.Verdicts.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreylistingTest {
  private static final Duration GREYLISTED = Duration.ofSeconds(8);
  private static final Duration DELAY = Duration.ofSeconds(13);

  /** Winnow counts in whole milliseconds of another clock. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMillis(50);

  /** Commits come five times a second; from this on what waits is on disk. */
  private static final Duration COMMITTED = Duration.ofSeconds(2);

  private static final int ADDRESSES = 8;
  private static final List<String> DOMAINS =
      IntStream.range(0, 6)
          .mapToObj(number -> World.domain("tenant-" + number, MailKind.GREYLISTING))
          .toList();

  @TempDir Path directory;

  @Test
  void aDomainIsAskedAgainAfterTheDelayAlsoByAProcessThatWasStartedMeanwhile() throws Exception {
    try (LabWorld world =
        LabWorld.start(
            DnsServerOptions.defaults(), SmtpOptions.defaults().withGreylistDelay(GREYLISTED))) {
      Map<String, Row> truth = new TreeMap<>();
      Path list = write(world.world(), truth);

      try (WinnowProcess killed = verify(world, list)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> DOMAINS.stream().allMatch(domain -> !tries(world, domain).isEmpty()));
        long seen = System.nanoTime();
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> System.nanoTime() - seen > COMMITTED.toNanos());
        killed.kill();
      }
      assertThat(DOMAINS)
          .allSatisfy(domain -> assertThat(world.record().asked(domain)).as(domain).hasSize(1));
      try (WinnowProcess resumed = verify(world, list)) {
        assertThat(resumed.exitStatus()).as("%s", resumed.lines()).isZero();
      }

      Map<String, Row> got = Verdicts.read(directory.resolve("out.csv"));
      assertThat(Verdicts.differences(got, truth)).isEmpty();
      assertThat(DOMAINS).allSatisfy(domain -> assertWaited(world, domain));
    }
  }

  private Path write(World world, Map<String, Row> truth) throws IOException {
    StringBuilder csv = new StringBuilder("id,email\n");
    int id = 0;
    for (int number = 0; number < ADDRESSES; number++) {
      for (String domain : DOMAINS) {
        String local = "person-" + number;
        var right = world.truth(local, domain, TruthLevel.SMTP);
        String email = local + "@" + domain;
        csv.append(++id).append(',').append(email).append('\n');
        truth.put(Integer.toString(id), new Row(email, right.status() + "/" + right.reason()));
      }
    }
    return Files.writeString(directory.resolve("list.csv"), csv);
  }

  private WinnowProcess verify(LabWorld world, Path list) throws IOException {
    LabSettings settings =
        LabSettings.of(world).with("winnow.smtp.greylist-delays", DELAY.toSeconds() + " s");
    return WinnowProcess.start(
        directory,
        settings.environment(),
        "verify",
        list.toString(),
        "--level",
        "smtp",
        "--data",
        directory.resolve("data").toString(),
        "-o",
        directory.resolve("out.csv").toString());
  }

  private static List<GreylistTry> tries(LabWorld world, String domain) {
    return world.record().greylistTries(domain);
  }

  private static void assertWaited(LabWorld world, String domain) {
    List<GreylistTry> tries = tries(world, domain);
    GreylistTry first = tries.getFirst();
    GreylistTry second = tries.get(1);
    assertThat(first.passed()).isFalse();
    assertThat(second.passed()).as("the second try").isTrue();
    assertThat(second.recipient()).isEqualTo(first.recipient());
    assertThat(second.sender()).isEqualTo(first.sender());
    assertThat(second.client()).isEqualTo(first.client());
    assertThat(second.at().minus(first.at())).isGreaterThanOrEqualTo(DELAY.minus(CLOCKS_DIFFER));
    List<Asked> asked = world.record().asked(domain);
    assertThat(asked.subList(0, 2).stream().map(Asked::recipient))
        .as("nobody else was asked in between")
        .containsExactly(first.recipient(), first.recipient());
    assertThat(tries.stream().filter(one -> !one.passed())).as("deferred at %s", domain).hasSize(1);
  }
}
