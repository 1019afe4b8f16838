package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.Client.answered;
import static io.winnow.verifier.smtp.Client.assertFailed;
import static io.winnow.verifier.smtp.Client.notReady;
import static io.winnow.verifier.smtp.Client.ready;
import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.smtp.ScriptedServer.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpeningTest {

  @Test
  void greetsByItsNameAndLearnsWhatTheServerOffers() throws IOException {
    Script script =
        talk -> {
          talk.say("220-mx.example ESMTP\r\n220 be welcome");
          talk.answer(line -> sound(line, "PIPELINING", "size 1000", "8BITMIME", "x!y"));
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      assertThat(server.lines()).containsExactly("EHLO verify.winnow.example");
      assertThat(connection.transcript().toString()).doesNotContain("* TLSv1");
      assertThat(connection.usable()).isTrue();
      assertThat(connection.transcript().toString())
          .contains("< 220-mx.example ESMTP", "> EHLO verify.winnow.example", "< 250 x!y");
    }
  }

  @Test
  void saysNothingBeforeTheBanner() throws IOException {
    Script script =
        talk -> {
          talk.octets("2".getBytes(StandardCharsets.US_ASCII));
          talk.fallSilent();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      Step step = notReady(Client.open(server, StartTls.OPPORTUNISTIC, Client.IMPATIENT));

      assertFailed(step, SmtpStage.BANNER, Failure.SMTP_TIMEOUT);
      assertThat(server.octets()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "554 5.7.1 you are listed",
        "421 4.3.2 too many connections",
        "450 later",
        "354 go ahead"
      })
  void aBannerThatRefusesIsTheAnswer(String banner) throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.say(banner))) {
      Step step = notReady(Client.open(server));

      assertThat(step)
          .isEqualTo(
              answered(
                  SmtpStage.BANNER, Integer.parseInt(banner.substring(0, 3)), banner.substring(4)));
    }
  }

  @Test
  void heloIsForServersThatRefuseEhlo() throws IOException {
    Script script =
        talk -> {
          talk.say("220 old.example");
          talk.answer(
              line ->
                  switch (ScriptedServer.verb(line)) {
                    case "EHLO" -> "502 what?";
                    // these are no extensions
                    case "HELO" -> "250-old.example\r\n250-PIPELINING\r\n250 SMTPUTF8";
                    default -> sound(line);
                  });
        };
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection = Client.connect(server)) {
      assertThat(server.lines())
          .containsExactly("EHLO verify.winnow.example", "HELO verify.winnow.example");
      assertFailed(
          connection.recipient(Client.mailbox("jürgen"), SmtpStage.RCPT, 1, Client.deadline()),
          SmtpStage.RCPT,
          Failure.SMTPUTF8_UNSUPPORTED);
      assertThat(connection.recipient(Client.mailbox("a"), SmtpStage.RCPT, 1, Client.deadline()))
          .isEqualTo(answered(SmtpStage.RCPT, 250, "2.1.5 ok"));
      assertThat(server.chunks()).allMatch(chunk -> chunk.lines().count() == 1);
    }
  }

  @Test
  void aServerThatRefusesForNowIsNotGreetedTwice() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(line -> line.startsWith("EHLO") ? "450 4.7.1 later" : sound(line));
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(notReady(Client.open(server)))
          .isEqualTo(answered(SmtpStage.EHLO, 450, "4.7.1 later"));
      assertThat(server.lines()).doesNotContain("HELO verify.winnow.example");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRefusalThatTellsMoreIsTheAnswer(boolean hangsUp) throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.line();
          talk.say("550 5.7.1 blocked");
          if (!hangsUp) {
            talk.line();
            talk.say("503 bad sequence");
          }
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(notReady(Client.open(server)))
          .isEqualTo(answered(SmtpStage.EHLO, 550, "5.7.1 blocked"));
    }
  }

  @Test
  void whereEhloIsUnknownTheReplyToHeloCounts() throws IOException {
    Script script =
        talk -> {
          talk.say("220 mx.example");
          talk.answer(line -> line.startsWith("EHLO") ? "500 unknown" : "550 5.7.1 blocked");
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(notReady(Client.open(server)))
          .isEqualTo(answered(SmtpStage.EHLO, 550, "5.7.1 blocked"));
    }
  }

  @Test
  void aPortThatNobodyListensOnIsNoConnection() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    Opened opened =
        SmtpConnection.open(
            new Target(nobody, "mx.example"),
            Client.IDENTITY,
            new Egress.Direct(),
            StartTls.OPPORTUNISTIC,
            Client.PATIENT,
            Client.deadline());

    assertFailed(notReady(opened), SmtpStage.CONNECT, Failure.CONNECT_FAILED);
  }

  @Test
  void aHostThatDoesNotAnswerIsATimeOut() throws IOException {
    List<Socket> filling = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
      fill(address, filling);

      Opened opened =
          SmtpConnection.open(
              new Target(address, "mx.example"),
              Client.IDENTITY,
              new Egress.Direct(),
              StartTls.OPPORTUNISTIC,
              Client.IMPATIENT,
              Client.deadline());

      assertFailed(notReady(opened), SmtpStage.CONNECT, Failure.CONNECT_TIMEOUT);
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  /** Nobody accepts: the kernel takes a few connections, and then lets others wait. */
  private static void fill(InetSocketAddress address, List<Socket> filling) throws IOException {
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket();
        filling.add(socket);
        socket.connect(address, 200);
      }
    } catch (SocketTimeoutException e) {
      return;
    }
    throw new IllegalStateException("the backlog has no end");
  }

  @Test
  void theDeadlineEndsWhatItsTimeOutWouldAllow() throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.fallSilent())) {
      Opened opened =
          SmtpConnection.open(
              server.target(),
              Client.IDENTITY,
              new Egress.Direct(),
              StartTls.OPPORTUNISTIC,
              new Timeouts(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
              Deadline.after(Client.SHORT));

      assertFailed(notReady(opened), SmtpStage.BANNER, Failure.SMTP_TIMEOUT);
    }
  }

  @Test
  void aDeadlineThatHasPassedConnectsToNobody() throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.fallSilent())) {
      Opened opened =
          SmtpConnection.open(
              server.target(),
              Client.IDENTITY,
              new Egress.Direct(),
              StartTls.OPPORTUNISTIC,
              Client.PATIENT,
              Deadline.after(Duration.ZERO));

      assertFailed(notReady(opened), SmtpStage.CONNECT, Failure.CONNECT_TIMEOUT);
    }
  }

  @Test
  void anotherSourceAddressIsSeenByTheServer() throws IOException {
    List<InetAddress> seen = new ArrayList<>();
    Script script =
        talk -> {
          seen.add(talk.client());
          talk.say("220 mx.example");
          talk.answer(line -> sound(line));
        };
    InetAddress source = InetAddress.ofLiteral("127.0.0.77");
    try (ScriptedServer server = new ScriptedServer(script);
        SmtpConnection connection =
            ready(Client.open(server, new Egress.From(source), Client.PATIENT))) {
      assertThat(connection.usable()).isTrue();
      assertThat(seen).containsExactly(source);
    }
  }

  @Test
  void aSourceAddressThatIsNotHereIsNoConnection() throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.fallSilent())) {
      Egress foreign = new Egress.From(InetAddress.ofLiteral("192.0.2.77"));
      Step step = notReady(Client.open(server, foreign, Client.PATIENT));

      assertFailed(step, SmtpStage.CONNECT, Failure.CONNECT_FAILED);
      assertThat(((Step.Failed) step).detail()).contains("192.0.2.77");
    }
  }
}
