package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.Client.answered;
import static io.winnow.verifier.smtp.Client.assertFailed;
import static io.winnow.verifier.smtp.Client.deadline;
import static io.winnow.verifier.smtp.Client.mailbox;
import static io.winnow.verifier.smtp.Client.notReady;
import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.smtp.ScriptedServer.Script;
import io.winnow.verifier.smtp.ScriptedServer.Talk;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class StartTlsTest {
  private static final String EHLO = "EHLO verify.winnow.example";

  /** Up to the command STARTTLS, which is left to be answered. */
  private static void untilStartTls(Talk talk) throws IOException {
    talk.say("220 mx.example");
    talk.line();
    talk.say("250-mx.example\r\n250-PIPELINING\r\n250 STARTTLS");
    talk.line();
  }

  @Test
  void theRestIsEncryptedWhateverTheCertificate() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead");
          talk.startTls(TestCertificate.context());
          talk.answer(line -> sound(line, "SMTPUTF8"));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      Step step = connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, deadline());
      connection.quit();

      assertThat(step).isEqualTo(answered(SmtpStage.RCPT, 250, "2.1.5 ok"));
      assertThat(connection.transcript().toString()).contains("* TLSv1");
      assertThat(connection.transcript().toString())
          .containsPattern(
              "TLSv1\\.[23] \\w+, certificate of "
                  + Pattern.quote(TestCertificate.SUBJECT)
                  + " until 2002-");
      assertThat(server.lines())
          .containsExactly(
              EHLO,
              "STARTTLS",
              EHLO,
              "MAIL FROM:<verify@winnow.example>",
              "RCPT TO:<a@acme.example>",
              "QUIT");
    }
  }

  @Test
  void aFailedHandshakeIsSaidSoThatPlainTextMayBeTried() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead");
          talk.say("500 what is this?");
          talk.fallSilent();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      Step step = notReady(Client.open(server, StartTls.OPPORTUNISTIC, Client.IMPATIENT));

      // together with the reply, or behind it
      assertThat(step.stage()).isEqualTo(SmtpStage.STARTTLS);
      assertThat(((Step.Failed) step).failure()).isIn(Failure.TLS_FAILED, Failure.PROTOCOL_ERROR);
    }
  }

  @Test
  void aHangUpInTheHandshakeIsAFailureOfTls() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead");
          talk.read(1);
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFailed(notReady(Client.open(server)), SmtpStage.STARTTLS, Failure.TLS_FAILED);
    }
  }

  @Test
  void repliesSlippedInBeforeTheHandshakeAreNotBelieved() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead\r\n250-evil.example\r\n250 SMTPUTF8");
          talk.fallSilent();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFailed(notReady(Client.open(server)), SmtpStage.STARTTLS, Failure.PROTOCOL_ERROR);
    }
  }

  @Test
  void aHandshakeThatDripsGainsNoTime() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead");
          talk.read(1);
          // a record of 16 KiB begins
          talk.rawOctets((byte) 0x16, (byte) 3, (byte) 3, (byte) 0x40, (byte) 0);
          talk.dripRaw("x");
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFailed(
          notReady(Client.open(server, StartTls.OPPORTUNISTIC, Client.IMPATIENT)),
          SmtpStage.STARTTLS,
          Failure.TLS_FAILED);
    }
  }

  @Test
  void aRecordThatDripsGainsNoTime() throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say("220 go ahead");
          talk.startTls(TestCertificate.context());
          talk.line();
          talk.say("250 mx.example");
          talk.line();
          talk.rawOctets((byte) 0x17, (byte) 3, (byte) 3, (byte) 0x40, (byte) 0);
          talk.dripRaw("x");
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      Step step =
          connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, Deadline.after(Client.SHORT));

      assertFailed(step, SmtpStage.MAIL, Failure.SMTP_TIMEOUT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPPORTUNISTIC, 454 TLS not available, true",
    "OPPORTUNISTIC, 421 overloaded, false",
    "REQUIRED, 454 TLS not available, false",
  })
  void aServerThatTakesItsOfferBackIsAskedInPlainTextIfThatIsAllowed(
      StartTls startTls, String reply, boolean ready) throws IOException {
    Script script =
        talk -> {
          untilStartTls(talk);
          talk.say(reply);
          talk.answer(line -> sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      Opened opened = Client.open(server, startTls, Client.PATIENT);

      if (ready) {
        try (SmtpConnection connection = Client.ready(opened)) {
          assertThat(connection.transcript().toString()).doesNotContain("* TLSv1");
          assertThat(connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, deadline()))
              .isEqualTo(answered(SmtpStage.RCPT, 250, "2.1.5 ok"));
        }
      } else {
        assertThat(notReady(opened))
            .isEqualTo(
                answered(
                    SmtpStage.STARTTLS,
                    Integer.parseInt(reply.substring(0, 3)),
                    reply.substring(4)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAnOfferThereIsPlainTextUnlessTlsIsRequired(StartTls startTls) throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(line -> sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      Opened opened = Client.open(server, startTls, Client.PATIENT);

      if (startTls == StartTls.REQUIRED) {
        assertFailed(notReady(opened), SmtpStage.STARTTLS, Failure.TLS_FAILED);
      } else {
        Client.ready(opened).close();
      }
      assertThat(server.lines()).doesNotContain("STARTTLS");
    }
  }

  @Test
  void anOfferIsNotTakenWhenTlsIsOff() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(line -> sound(line, "STARTTLS"));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection =
            Client.ready(Client.open(server, StartTls.OFF, Client.PATIENT))) {
      assertThat(connection.transcript().toString()).doesNotContain("* TLSv1");
      assertThat(server.lines()).containsExactly(EHLO);
    }
  }

  @Test
  void aServerThatWantsTlsSaysSo() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(
              line ->
                  line.startsWith("MAIL")
                      ? "530 5.7.0 Must issue a STARTTLS command first"
                      : sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      assertThat(connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, deadline()))
          .isEqualTo(answered(SmtpStage.MAIL, 530, "5.7.0 Must issue a STARTTLS command first"));
    }
  }
}
