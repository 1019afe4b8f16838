package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.Client.answered;
import static io.winnow.verifier.smtp.Client.assertFailed;
import static io.winnow.verifier.smtp.Client.deadline;
import static io.winnow.verifier.smtp.Client.mailbox;
import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.smtp.ScriptedServer.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecipientsTest {
  private static final String EHLO = "EHLO verify.winnow.example";
  private static final String MAIL = "MAIL FROM:<verify@winnow.example>";
  private static final Step ACCEPTED = answered(SmtpStage.RCPT, 250, "2.1.5 ok");
  private static final Step REFUSED = answered(SmtpStage.RCPT, 550, "5.1.1 no such user");

  private static Script greeting(Function<String, String> replies) {
    return talk -> {
      talk.say("220 mx.example");
      talk.answer(replies);
    };
  }

  private static ScriptedServer server(String... extensions) throws IOException {
    return new ScriptedServer(greeting(line -> sound(line, extensions)));
  }

  private static List<Step> ask(SmtpConnection connection, int perTransaction, String... names) {
    return Arrays.stream(names)
        .map(Client::mailbox)
        .map(mailbox -> connection.recipient(mailbox, SmtpStage.RCPT, perTransaction, deadline()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void eachRecipientHasItsOwnAnswer(String extension) throws IOException {
    try (ScriptedServer server = server(extension);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 2, "alice", "nobody", "bob");
      connection.quit();

      assertThat(steps).containsExactly(ACCEPTED, REFUSED, ACCEPTED);
      assertThat(server.lines())
          .containsExactly(
              EHLO,
              MAIL,
              "RCPT TO:<alice@acme.example>",
              "RCPT TO:<nobody@acme.example>",
              "RSET",
              MAIL,
              "RCPT TO:<bob@acme.example>",
              "QUIT");
    }
  }

  @Test
  void aProbeIsToldFromARecipient() throws IOException {
    try (ScriptedServer server = server();
        SmtpConnection connection = Client.connect(server)) {
      Step step = connection.recipient(mailbox("nobody-x"), SmtpStage.PROBE, 1, deadline());

      assertThat(step).isEqualTo(answered(SmtpStage.PROBE, 550, "5.1.1 no such user"));
      assertThatThrownBy(() -> connection.recipient(mailbox("x"), SmtpStage.MAIL, 1, deadline()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aTransactionGoesOnUntilItIsFull() throws IOException {
    try (ScriptedServer server = server();
        SmtpConnection connection = Client.connect(server)) {
      ask(connection, 3, "a");
      ask(connection, 3, "b", "c", "d");

      assertThat(server.lines().stream().map(ScriptedServer::verb))
          .containsExactly("EHLO", "MAIL", "RCPT", "RCPT", "RCPT", "RSET", "MAIL", "RCPT");
    }
  }

  @Test
  void commandsAreSentTogetherOnlyWhereThatIsOffered() throws IOException {
    try (ScriptedServer pipelining = server("PIPELINING");
        SmtpConnection connection = Client.connect(pipelining)) {
      ask(connection, 2, "a", "b", "c");

      assertThat(pipelining.chunks())
          .containsExactly(
              EHLO + "\r\n",
              MAIL + "\r\nRCPT TO:<a@acme.example>\r\n",
              "RCPT TO:<b@acme.example>\r\n",
              "RSET\r\n" + MAIL + "\r\nRCPT TO:<c@acme.example>\r\n");
    }
    try (ScriptedServer plain = server("SIZE");
        SmtpConnection connection = Client.connect(plain)) {
      ask(connection, 2, "a", "b", "c");

      assertThat(plain.chunks())
          .hasSize(7)
          .allMatch(chunk -> chunk.indexOf('\n') == chunk.length() - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void aRefusalOfTheSenderIsNoneOfTheRecipients(String extension) throws IOException {
    Script script =
        greeting(
            line ->
                switch (ScriptedServer.verb(line)) {
                  case "MAIL" -> "550 5.7.27 sender domain takes no mail";
                  case "RCPT" -> "503 MAIL first";
                  default -> sound(line, extension);
                });
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "a", "b");

      assertThat(steps)
          .hasSize(2)
          .containsOnly(answered(SmtpStage.MAIL, 550, "5.7.27 sender domain takes no mail"));
      assertThat(connection.usable()).isTrue();
      assertThat(ask(connection, 10, "c")).hasSize(1);
      assertThat(server.lines()).doesNotContain("RSET");
      assertThat(server.lines().contains("RCPT TO:<a@acme.example>"))
          .isEqualTo(extension.equals("PIPELINING"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void whatAServerLeavesOpenWhenItHangsUpIsSaidToBeDropped(String extension) throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          for (String line = talk.line(); line != null; line = talk.line()) {
            talk.say(sound(line, extension));
            if (line.contains("<nobody")) {
              return;
            }
          }
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "a", "nobody", "b", "c");

      assertThat(steps.subList(0, 2)).containsExactly(ACCEPTED, REFUSED);
      assertThat(((Step.Failed) steps.get(2)).failure()).isEqualTo(Failure.CONNECTION_DROPPED);
      assertThat(((Step.Failed) steps.get(3)).failure()).isEqualTo(Failure.CONNECTION_DROPPED);
      assertThat(connection.usable()).isFalse();
      assertFailed(ask(connection, 10, "d").getFirst(), SmtpStage.MAIL, Failure.CONNECTION_DROPPED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "SIZE"})
  void afterAn421NothingIsAsked(String extension) throws IOException {
    Script script =
        greeting(line -> line.contains("<b@") ? "421 4.7.0 too many" : sound(line, extension));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "a", "b", "c");

      assertThat(steps.subList(0, 2))
          .containsExactly(ACCEPTED, answered(SmtpStage.RCPT, 421, "4.7.0 too many"));
      assertThat(((Step.Failed) steps.get(2)).failure()).isEqualTo(Failure.CONNECTION_DROPPED);
      assertThat(connection.usable()).isFalse();
    }
  }

  @Test
  void an421ToTheSenderIsItsAnswerAndTheEnd() throws IOException {
    Script script =
        greeting(
            line -> line.startsWith("MAIL") ? "421 4.7.0 slow down" : sound(line, "PIPELINING"));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      assertThat(ask(connection, 10, "a"))
          .containsExactly(answered(SmtpStage.MAIL, 421, "4.7.0 slow down"));
      assertThat(connection.usable()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.4.2 idle for too long", "502 not implemented"})
  void whereRsetDoesNotWorkAnotherConnectionMay(String refusal) throws IOException {
    Script script = greeting(line -> line.equals("RSET") ? refusal : sound(line));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 1, "a", "b");

      assertThat(steps.getFirst()).isEqualTo(ACCEPTED);
      assertFailed(steps.get(1), SmtpStage.MAIL, Failure.CONNECTION_DROPPED);
      assertThat(((Step.Failed) steps.get(1)).detail()).contains(refusal);
      assertThat(connection.usable()).isFalse();
    }
  }

  @Test
  void aRecipientWithoutAnAnswerIsATimeOutAndTheOthersAreDropped() throws IOException {
    Script script =
        greeting(
            line -> line.contains("<b@") || line.contains("<c@") ? "" : sound(line, "PIPELINING"));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection =
            Client.ready(Client.open(server, StartTls.OFF, Client.IMPATIENT))) {
      List<Step> steps = ask(connection, 10, "a", "b", "c");

      assertThat(steps.getFirst()).isEqualTo(ACCEPTED);
      assertFailed(steps.get(1), SmtpStage.RCPT, Failure.SMTP_TIMEOUT);
      assertFailed(steps.get(2), SmtpStage.MAIL, Failure.CONNECTION_DROPPED);
    }
  }

  @Test
  void theDeadlineEndsAQuestion() throws IOException {
    Script script = greeting(line -> line.contains("<a@") ? "" : sound(line));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      Step step =
          connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, Deadline.after(Client.SHORT));

      assertFailed(step, SmtpStage.RCPT, Failure.SMTP_TIMEOUT);
    }
  }

  @Test
  void withoutTimeNothingIsSentAndNothingLost() throws IOException {
    try (ScriptedServer server = server();
        SmtpConnection connection = Client.connect(server)) {
      Step step =
          connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, Deadline.after(Duration.ZERO));

      assertFailed(step, SmtpStage.MAIL, Failure.SMTP_TIMEOUT);
      assertThat(connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, deadline()))
          .isEqualTo(ACCEPTED);
    }
  }

  @Test
  void aWarningOfTheEndBehindTheLastAnswerSpoilsNoAnswer() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(
              line ->
                  line.contains("<nobody")
                      ? "550 5.1.1 no such user\r\n421 4.7.0 too many of these"
                      : sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      assertThat(ask(connection, 1, "nobody")).containsExactly(REFUSED);
      assertThat(connection.usable()).isFalse();
    }
  }

  @Test
  void noAnswerCountsWhenThereIsOneTooMany() throws IOException {
    Script script =
        greeting(
            line ->
                line.startsWith("RCPT")
                    ? "250 for whom?\r\n" + sound(line, "PIPELINING")
                    : sound(line, "PIPELINING"));
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "nobody");

      assertFailed(steps.getFirst(), SmtpStage.RCPT, Failure.PROTOCOL_ERROR);
      assertThat(connection.usable()).isFalse();
    }
  }

  @Test
  void anAddressBeyondAsciiIsAskedForWithSmtpUtf8() throws IOException {
    try (ScriptedServer server = server("SMTPUTF8", "PIPELINING");
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "a", "jürgen", "用户", "b");

      assertThat(steps).containsOnly(ACCEPTED);
      assertThat(server.lines())
          .containsExactly(
              EHLO,
              MAIL,
              "RCPT TO:<a@acme.example>",
              "RSET",
              MAIL + " SMTPUTF8",
              "RCPT TO:<jürgen@acme.example>",
              "RCPT TO:<用户@acme.example>",
              "RSET",
              MAIL,
              "RCPT TO:<b@acme.example>");
    }
  }

  @Test
  void anAddressBeyondAsciiIsNotSentToAServerWithoutSmtpUtf8() throws IOException {
    try (ScriptedServer server = server("8BITMIME");
        SmtpConnection connection = Client.connect(server)) {
      List<Step> steps = ask(connection, 10, "a", "jürgen", "b");

      assertThat(steps.getFirst()).isEqualTo(ACCEPTED);
      assertFailed(steps.get(1), SmtpStage.RCPT, Failure.SMTPUTF8_UNSUPPORTED);
      assertThat(steps.get(2)).isEqualTo(ACCEPTED);
      assertThat(server.lines())
          .containsExactly(EHLO, MAIL, "RCPT TO:<a@acme.example>", "RCPT TO:<b@acme.example>");
    }
  }

  @Test
  void aConnectionThatIsClosedElsewhereIsDropped() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Script script =
        greeting(
            line -> {
              if (line.startsWith("RCPT")) {
                asked.countDown();
                return "";
              }
              return sound(line);
            });
    try (ScriptedServer server = new ScriptedServer(script)) {
      SmtpConnection connection = Client.connect(server);
      CompletableFuture<Step> step =
          CompletableFuture.supplyAsync(
              () -> connection.recipient(mailbox("a"), SmtpStage.RCPT, 1, deadline()),
              Thread::startVirtualThread);
      asked.await();

      connection.close();

      assertFailed(step.join(), SmtpStage.RCPT, Failure.CONNECTION_DROPPED);
      assertThat(connection.usable()).isFalse();
    }
  }

  @Test
  void goodbyeIsSaidOnceAndNotWaitedForAtLength() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(greeting(line -> line.equals("QUIT") ? "" : sound(line)));
        SmtpConnection connection = Client.connect(server)) {
      connection.quit();
      connection.quit();

      assertThat(connection.usable()).isFalse();
      assertThat(server.lines()).containsExactly(EHLO, "QUIT");
    }
  }

  @Test
  void theTranscriptHasBothSidesInOrder() throws IOException {
    try (ScriptedServer server = server();
        SmtpConnection connection = Client.connect(server)) {
      int before = connection.transcript().size();
      ask(connection, 1, "nobody");

      assertThat(connection.transcript().since(before).stream().map(Transcript.Line::text))
          .containsExactly(
              MAIL, "250 ok", "RCPT TO:<nobody@acme.example>", "550 5.1.1 no such user");
      assertThat(connection.transcript().lines().stream().map(Transcript.Line::millis)).isSorted();
    }
  }
}
