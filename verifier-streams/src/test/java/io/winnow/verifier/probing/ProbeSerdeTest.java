package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.WaitCause;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ProbeSerdeTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final ProbeSerde serde = new ProbeSerde();

  private static Probe probe(Attempts attempts, RowOptions options) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {1});
    headers.add("none", null);
    return new Probe(
        "acme#1",
        new ProbeRequested(
            "acme",
            List.of("mx.test"),
            true,
            new AddressSubmitted(
                new JobId(7), 3, " A@B.test", Level.SMTP, 0, List.of("ä"), options)),
        "A",
        "b.test",
        5,
        headers,
        6,
        attempts);
  }

  private static final Attempts TWO =
      new Attempts(
          2,
          1,
          1,
          NOON,
          new Finding(
              Reason.GREYLISTED,
              CatchAll.NOT_ASKED,
              Finding.Again.GREYLISTED,
              Duration.ofMinutes(5),
              "mx.test",
              SmtpStage.RCPT,
              451,
              "4.7.1",
              "later",
              List.of("C: x"),
              NOON,
              NOON.plusMillis(5)));

  @Test
  void aProbeComesBackAsItWas() {
    for (Probe probe :
        List.of(probe(Attempts.NONE, RowOptions.PLAIN), probe(TWO, new RowOptions(NOON, true)))) {
      byte[] bytes = serde.serialize(probe);

      assertThat(serde.deserialize(bytes)).isEqualTo(probe);
      assertThat(ProbeSerde.deadlineOf(bytes)).isEqualTo(probe.deadline());
      assertThat(ProbeSerde.sinceOf(bytes)).isEqualTo(6);
      assertThat(serde.ownerOf(bytes))
          .isEqualTo(new ProbeSerde.Owner(7, 1, probe.attempts().cause()));
    }
  }

  @Test
  void whatAnOlderProgramWroteIsRead() {
    Probe probe = probe(TWO, RowOptions.PLAIN);
    byte[] bytes = serde.serialize(probe);
    byte[] older = Arrays.copyOf(bytes, bytes.length - 12);
    older[0] = 1;

    assertThat(serde.deserialize(older)).isEqualTo(probe);
    assertThat(serde.ownerOf(older)).isEqualTo(new ProbeSerde.Owner(7, 1, WaitCause.GREYLISTING));
  }

  /** What is in stores today must be readable tomorrow. */
  @Test
  void itsBytesAreWhatTheyAre() {
    assertThat(HexFormat.of().formatHex(serde.serialize(probe(Attempts.NONE, RowOptions.PLAIN))))
        .isEqualTo(
            "02"
                + "7fffffffffffffff"
                + "0000000000000006"
                + "0000000000000005"
                + "000000000000000000000000"
                + "8000000000000000"
                + "0000000661636d652331"
                + "0000000141"
                + "00000006622e74657374"
                + "00000002"
                + "00000001680000000101"
                + "000000046e6f6e65ffffffff"
                + "000000a8"
                + HexFormat.of()
                    .formatHex(
                        ("{\"v\":1,\"operator\":\"acme\",\"mail_hosts\":[\"mx.test\"],"
                                + "\"implicit_mx\":true,\"submitted\":{\"v\":1,\"job\":7,\"row\":3,"
                                + "\"address\":\" A@B.test\",\"level\":\"smtp\",\"column\":0,"
                                + "\"cells\":[\"ä\"]}}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "ffffffff"
                + "0000000000000007"
                + "00000001");
  }

  @Test
  void bytesThatEndTooEarlyOrAreOfAnotherVersionAreRefused() {
    byte[] bytes = serde.serialize(probe(TWO, RowOptions.PLAIN));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serde.deserialize(cut))
          .as("%d bytes", length)
          .isInstanceOf(SerializationException.class);
    }
    bytes[0] = 3;
    assertThatThrownBy(() -> serde.deserialize(bytes)).hasMessageContaining("version 3");
  }
}
