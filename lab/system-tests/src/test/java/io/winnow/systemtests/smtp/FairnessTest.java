package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class FairnessTest {
  private static final int LARGE = 2_000;
  private static final int SMALL = 10;

  /** The large job lasts half a minute at this rate. */
  private static final int PER_MINUTE = 4_000;

  /** One operator for all of its domains, and one lane. */
  private static final MailKind KIND = MailKind.MULTI_LINE;

  @TempDir Path directory;
  private int jobs;

  @Test
  void tenRowsDoNotWaitForTwoThousandAtTheSameOperator() throws Exception {
    Path operators =
        new Table(new Table.Limits("", 1, 4, PER_MINUTE, 20, "ask"))
            .write(directory.resolve("operators.conf"));
    try (LabWorld world = LabWorld.start();
        WinnowServer server =
            WinnowServer.start(
                directory,
                LabSettings.of(world)
                    .with("winnow.smtp.operators-file", operators.toString())
                    .with("winnow.smtp.rate-percent", "100"))) {
      timeOf(server, SMALL);
      double alone = medianOfThree(server);
      String large = server.verify(rows(LARGE));
      await().atMost(Duration.ofMinutes(1)).until(() -> server.verified(large) > 100);

      double behind = medianOfThree(server);

      assertThat(server.completed(large)).as("the large job has come to its end").isFalse();
      assertThat(behind / alone).as("%s s behind, %s s alone", behind, alone).isLessThan(3);
    }
  }

  private double medianOfThree(WinnowServer server) throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      times.add(timeOf(server, SMALL));
    }
    return times.stream().sorted().toList().get(1);
  }

  /** In seconds. */
  private double timeOf(WinnowServer server, int rows) throws IOException, InterruptedException {
    List<String> list = rows(rows);
    long start = System.nanoTime();
    assertThat(server.rows(server.verify(list))).hasSize(rows);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Nobody of these was asked before, and neither were their domains. */
  private List<String> rows(int count) {
    int job = jobs++;
    List<String> addresses = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      addresses.add(
          "person-" + number + "@" + World.domain("job-" + job + "-" + number / 5 % 40, KIND));
    }
    return addresses;
  }
}
