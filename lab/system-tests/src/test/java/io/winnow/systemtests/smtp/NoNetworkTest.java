package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.LabWorld;
import io.winnow.lab.list.ListGenerator;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.systemtests.smtp.Verdicts.Row;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage of ours says nothing of anybody's mailbox. */
class NoNetworkTest {
  private static final int ROWS = 500;

  @TempDir Path withoutMail;
  @TempDir Path withoutDns;

  @Test
  void nothingIsUndeliverableBecauseNobodyCouldBeAsked() throws Exception {
    try (LabWorld world = LabWorld.start();
        Socket nobody = new Socket()) {
      // bound and not listening: nobody else can be there
      nobody.bind(new InetSocketAddress("0.0.0.0", 0));
      LabSettings settings = LabSettings.of(world).with("winnow.smtp.retry-delays", "1 s");
      LabSettings portClosed =
          settings.with("winnow.smtp.port", Integer.toString(nobody.getLocalPort()));
      LabSettings dnsDead =
          settings
              .with("winnow.dns.servers", "127.0.0.1:" + nobody.getLocalPort())
              .with("winnow.dns.timeout", "200 ms")
              .with("winnow.dns.failure-ttl", "200 ms")
              .with("winnow.dns.retry-delays", "1 s");

      try (WinnowProcess first = verify(withoutMail, portClosed);
          WinnowProcess second = verify(withoutDns, dnsDead)) {
        assertThat(first.exitStatus()).as("%s", first.lines()).isZero();
        assertThat(second.exitStatus()).as("%s", second.lines()).isZero();
      }

      assertThat(reasons(withoutMail)).isEqualTo("unknown/connect_failed");
      assertThat(reasons(withoutDns)).matches("unknown/dns_(timeout|servfail)");
      assertThat(world.record().connections()).isZero();
    }
  }

  /** Each reason that there is, of a list whose domains all have mail servers. */
  private static String reasons(Path directory) throws IOException {
    var rows = Verdicts.read(directory.resolve("list_verified.csv"));
    assertThat(rows).hasSize(ROWS);
    return rows.values().stream().map(Row::verdict).distinct().collect(Collectors.joining(", "));
  }

  private static WinnowProcess verify(Path directory, LabSettings settings) throws IOException {
    Path list = directory.resolve("list.csv");
    ListGenerator.writeUniform(ROWS, 50, 7, list);
    Files.delete(directory.resolve("list_truth.csv"));
    return WinnowProcess.start(
        directory, settings.environment(), "verify", list.toString(), "--level", "smtp");
  }
}
