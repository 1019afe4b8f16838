package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.Client.assertFailed;
import static io.winnow.verifier.smtp.Client.notReady;
import static io.winnow.verifier.smtp.Client.ready;
import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.smtp.ScriptedServer.Script;
import io.winnow.verifier.smtp.ScriptedServer.Talk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy of these tests is the mail server as well, once it has said that it is connected. */
@Timeout(60)
class Socks5Test {
  private static final Optional<Egress.Login> LOGIN =
      Optional.of(new Egress.Login("Aladdin", "open sesame"));
  private static final String SUCCEEDED = "0500000100000000" + "0000";

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private void expect(Talk talk, int octets) throws IOException {
    seen.add(HexFormat.of().formatHex(talk.read(octets)));
  }

  private static void smtp(Talk talk) throws IOException {
    talk.say("220 mx.example");
    talk.answer(line -> sound(line));
  }

  private static Opened open(
      ScriptedServer proxy,
      Optional<Egress.Login> login,
      InetSocketAddress target,
      Timeouts timeouts) {
    return SmtpConnection.open(
        new Target(target, "mx.example"),
        Client.IDENTITY,
        new Egress.Socks5("127.0.0.1", proxy.address().getPort(), login),
        StartTls.OFF,
        timeouts,
        Client.deadline());
  }

  private static InetSocketAddress target(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 25);
  }

  @ParameterizedTest
  @CsvSource({
    // what the proxy calls its own end may be of any kind
    "192.0.2.25, 05010001c00002190019, 05000001000000000000",
    "192.0.2.25, 05010001c00002190019, 050000030464657376ffff",
    "2001:db8::25, 0501000420010db80000000000000000000000250019,"
        + " 0500000400000000000000000000000000000000ffff"
  })
  void theProxyIsGivenTheAddress(String address, String request, String reply) throws IOException {
    Script script =
        talk -> {
          expect(talk, 3);
          talk.octets(hex("0500"));
          expect(talk, request.length() / 2);
          talk.octets(hex(reply));
          smtp(talk);
        };
    try (ScriptedServer proxy = new ScriptedServer(script);
        SmtpConnection connection =
            ready(open(proxy, Optional.empty(), target(address), Client.PATIENT))) {
      assertThat(seen).containsExactly("050100", request);
      assertThat(connection.recipient(Client.mailbox("a"), SmtpStage.RCPT, 1, Client.deadline()))
          .isEqualTo(Client.answered(SmtpStage.RCPT, 250, "2.1.5 ok"));
    }
  }

  @Test
  void theProxyIsGivenTheLogin() throws IOException {
    Script script =
        talk -> {
          expect(talk, 4);
          talk.octets(hex("0502"));
          expect(talk, 3 + 7 + 11);
          talk.octets(hex("0100"));
          expect(talk, 10);
          talk.octets(hex(SUCCEEDED));
          smtp(talk);
        };
    try (ScriptedServer proxy = new ScriptedServer(script);
        SmtpConnection connection =
            ready(open(proxy, LOGIN, target("192.0.2.25"), Client.PATIENT))) {
      assertThat(seen.getFirst()).isEqualTo("05020002");
      assertThat(seen.get(1))
          .isEqualTo(
              "0107"
                  + HexFormat.of().formatHex("Aladdin".getBytes(StandardCharsets.UTF_8))
                  + "0b"
                  + HexFormat.of().formatHex("open sesame".getBytes(StandardCharsets.UTF_8)));
      assertThat(connection.transcript().toString()).contains("Aladdin").doesNotContain("sesame");
    }
  }

  @Test
  void aLoginThatIsRefusedIsNoConnection() throws IOException {
    Script script =
        talk -> {
          expect(talk, 4);
          talk.octets(hex("0502"));
          expect(talk, 3 + 7 + 11);
          talk.octets(hex("0101"));
        };
    assertRefused(script, LOGIN, Failure.CONNECT_FAILED, "refuses the login");
  }

  @ParameterizedTest
  @CsvSource({"05ff, another login", "0502, another login", "4854, does not speak SOCKS 5"})
  void aProxyWithOtherWishesIsNoConnection(String method, String detail) throws IOException {
    Script script =
        talk -> {
          expect(talk, 3);
          talk.octets(hex(method));
        };
    assertRefused(script, Optional.empty(), Failure.CONNECT_FAILED, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "05, CONNECT_FAILED, connection refused",
    "04, CONNECT_FAILED, host unreachable",
    "02, CONNECT_FAILED, not allowed",
    "06, CONNECT_TIMEOUT, TTL expired",
    "99, CONNECT_FAILED, reply 153",
  })
  void whatTheProxySaysOfTheTargetIsTold(String reply, Failure failure, String detail)
      throws IOException {
    Script script =
        talk -> {
          expect(talk, 3);
          talk.octets(hex("0500"));
          expect(talk, 10);
          talk.octets(hex("05" + reply + "000100000000" + "0000"));
        };
    assertRefused(script, Optional.empty(), failure, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "05"})
  void aProxyThatHangsUpIsNoConnection(String beginning) throws IOException {
    Script script =
        talk -> {
          expect(talk, 3);
          talk.octets(hex(beginning));
        };
    assertRefused(script, Optional.empty(), Failure.CONNECT_FAILED, "closed the connection");
  }

  private static void assertRefused(
      Script script, Optional<Egress.Login> login, Failure failure, String detail)
      throws IOException {
    try (ScriptedServer proxy = new ScriptedServer(script)) {
      Step step = notReady(open(proxy, login, target("192.0.2.25"), Client.PATIENT));

      assertFailed(step, SmtpStage.CONNECT, failure);
      assertThat(((Step.Failed) step).detail()).contains("proxy", detail).doesNotContain("sesame");
    }
  }

  @Test
  void aProxyThatFallsSilentIsATimeOut() throws IOException {
    try (ScriptedServer proxy = new ScriptedServer(talk -> talk.fallSilent())) {
      Step step = notReady(open(proxy, Optional.empty(), target("192.0.2.25"), Client.IMPATIENT));

      assertFailed(step, SmtpStage.CONNECT, Failure.CONNECT_TIMEOUT);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNoConnection() throws IOException {
    ScriptedServer gone = new ScriptedServer(talk -> {});
    gone.close();

    Step step = notReady(open(gone, Optional.empty(), target("192.0.2.25"), Client.PATIENT));

    assertFailed(step, SmtpStage.CONNECT, Failure.CONNECT_FAILED);
    assertThat(((Step.Failed) step).detail()).contains("proxy");
  }
}
