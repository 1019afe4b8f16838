package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.Client.assertFailed;
import static io.winnow.verifier.smtp.Client.notReady;
import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.smtp.ScriptedServer.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, slowly or at once: an end by the clock, in bounded memory. */
@Timeout(60)
class HostileServerTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "220-x\r\n"})
  void aSlowDripOfOctetsGainsNoTime(String drip) throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.dripRaw(drip))) {
      assertFailed(
          notReady(Client.open(server, StartTls.OFF, Client.IMPATIENT)),
          SmtpStage.BANNER,
          Failure.SMTP_TIMEOUT);
    }
  }

  @Test
  void aServerThatFallsSilentIsATimeOutAtItsStage() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.fallSilent();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFailed(
          notReady(Client.open(server, StartTls.OFF, Client.IMPATIENT)),
          SmtpStage.EHLO,
          Failure.SMTP_TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.9",
        "HTTP/1.1 400 Bad Request",
        "220x mx.example",
        "22 mx.example",
        "120 mx.example",
        "620 mx.example",
        "099",
        "220-mx.example\r\n221 other",
        "220-mx.example\r\nand no code"
      })
  void whatIsNoReplyIsSaidToBeNone(String garbage) throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.say(garbage))) {
      assertFailed(notReady(Client.open(server)), SmtpStage.BANNER, Failure.PROTOCOL_ERROR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "220-", "220-x\r\n", "\r\n", "\u0000"})
  void aFloodComesToAnEnd(String flood) throws IOException {
    byte[] much = flood.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    Script script =
        talk -> {
          while (true) {
            talk.octets(much);
          }
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFailed(notReady(Client.open(server)), SmtpStage.BANNER, Failure.PROTOCOL_ERROR);
    }
  }

  @Test
  void anyOctetsEndAsAFailure() throws IOException {
    long seed = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[2_000];
      new Random(seed + i).nextBytes(garbage);
      try (ScriptedServer server = new ScriptedServer(talk -> talk.octets(garbage))) {
        Step step = notReady(Client.open(server));

        assertThat(step).as("seed " + (seed + i)).isInstanceOf(Step.Failed.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", "220 mx.exam", "220-mx.example\r\n"})
  void aHangUpInTheMiddleIsNoReply(String beginning) throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(talk -> talk.octets(beginning.getBytes(StandardCharsets.US_ASCII)))) {
      assertFailed(notReady(Client.open(server)), SmtpStage.BANNER, Failure.CONNECTION_DROPPED);
    }
  }

  @Test
  void repliesOutsideTheStandardAreUnderstoodWhereTheyAreClear() throws IOException {
    String longLine = "x".repeat(5_000);
    Script script =
        talk -> {
          talk.octets(("\r\n220 " + longLine + "\n").getBytes(StandardCharsets.US_ASCII));
          talk.answer(
              line ->
                  switch (ScriptedServer.verb(line)) {
                    case "EHLO" -> "250-\r\n250-SMTPUTF8\r\n250";
                    case "MAIL" -> "250";
                    case "RCPT" -> "550-Usuário\u001b[31m\tnão\r\n550 existe\u0085";
                    default -> sound(line);
                  });
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      Step step =
          connection.recipient(Client.mailbox("jürgen"), SmtpStage.RCPT, 1, Client.deadline());

      assertThat(step)
          .isEqualTo(Client.answered(SmtpStage.RCPT, 550, "Usuário\uFFFD[31m não\nexiste\uFFFD"));
    }
  }

  @Test
  void whatIsNoUtf8IsReplaced() throws IOException {
    Script script =
        talk ->
            talk.octets((byte) '5', (byte) '5', (byte) '4', (byte) ' ', (byte) 0xE9, (byte) '\n');
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(notReady(Client.open(server)))
          .isEqualTo(Client.answered(SmtpStage.BANNER, 554, "\uFFFD"));
    }
  }

  @Test
  void aReplyThatNobodyAskedForIsNotTakenForAnAnswer() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(line -> line.startsWith("MAIL") ? "250 ok\r\n250 ok" : sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      Step step =
          connection.recipient(Client.mailbox("nobody"), SmtpStage.RCPT, 1, Client.deadline());

      assertThat(step).isInstanceOf(Step.Failed.class);
      assertThat(((Step.Failed) step).failure()).isEqualTo(Failure.PROTOCOL_ERROR);
      assertThat(connection.usable()).isFalse();
    }
  }
}
