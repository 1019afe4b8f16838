package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.LabWorld;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.smtp.SmtpRecord;
import io.winnow.lab.world.TruthLevel;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.systemtests.smtp.Verdicts.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeWorldTest {
  private static final int ROWS = Integer.getInteger("winnow.test.smtp-rows", 2_000);
  private static final int RATE = 3;

  @TempDir Path directory;

  /** At three times these rates, some operators have more to answer than they allow. */
  private final Table table =
      new Table(new Table.Limits("", 1, 2, 300, 4, "ask"))
          .with("google", new Table.Limits("google.com", 2, 4, 420, 6, "ask"))
          .with(
              "outlook",
              new Table.Limits("olc.protection.outlook.com", 1, 4, 300, 1, "refuses-unknown"))
          .with(
              "microsoft-365", new Table.Limits("mail.protection.outlook.com", 4, 8, 420, 5, "ask"))
          .with("gmx", new Table.Limits("gmx.net, web.de", 1, 3, 300, 4, "ask"))
          .with("yahoo", new Table.Limits("yahoodns.net", 1, 2, 300, 5, "unverifiable"))
          .times(RATE);

  @Test
  void everyVerdictIsTrueAndNoServerIsAskedMoreThanItsOperatorAllows() throws Exception {
    Path list = directory.resolve("list.csv");
    Map<String, Row> truth = Verdicts.read(ListGenerator.write(ROWS, 31, list, TruthLevel.SMTP));
    Path operators = table.write(directory.resolve("operators.conf"));

    try (LabWorld world = LabWorld.start()) {
      LabSettings settings =
          LabSettings.of(world)
              .with("winnow.smtp.operators-file", operators.toString())
              .with("winnow.smtp.rate-percent", Integer.toString(RATE * 100));
      try (WinnowProcess verify =
          WinnowProcess.start(
              directory, settings.environment(), "verify", list.toString(), "--level", "smtp")) {
        assertThat(verify.exitStatus()).as("%s", verify.lines()).isZero();
      }

      Map<String, Row> got = Verdicts.read(directory.resolve("list_verified.csv"));
      assertThat(Verdicts.differences(got, truth)).isEmpty();
      SmtpRecord record = world.record();
      assertThat(record.mishaps()).isEmpty();
      table.assertHeld(record);
      assertThatLimitsBound(record);
      assertOneRandomProbeForEachDomain(record, truth);
    }
  }

  /** Else nothing would be shown by their being kept. */
  private void assertThatLimitsBound(SmtpRecord record) {
    assertThat(record.operators())
        .anySatisfy(
            operator ->
                assertThat(record.operator(operator).mostOpen())
                    .isEqualTo(table.of(operator).connections()));
    assertThat(record.operators())
        .anySatisfy(
            operator ->
                assertThat(table.use(record, operator, Duration.ofSeconds(5)))
                    .as(operator)
                    .isGreaterThan(0.7));
  }

  private void assertOneRandomProbeForEachDomain(SmtpRecord record, Map<String, Row> truth) {
    Map<String, Set<String>> probes =
        RandomProbes.byDomain(record, truth.values().stream().map(Row::email).toList());
    assertThat(probes).allSatisfy((domain, asked) -> assertThat(asked).as(domain).hasSize(1));
    assertThat(probes.keySet()).containsAll(RandomProbes.domainsToAsk(record, table));
  }
}
