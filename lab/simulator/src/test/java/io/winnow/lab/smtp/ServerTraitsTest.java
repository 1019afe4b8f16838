package io.winnow.lab.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.World;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is special about a server, whatever the recipient. */
class ServerTraitsTest {
  private static LabWorld lab;

  @BeforeAll
  static void start() {
    lab = LabWorld.start();
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  private static String domain(MailKind kind) {
    return World.domain("acme", kind);
  }

  private static String existing(MailKind kind) {
    return Somebody.at(lab, domain(kind), Mailbox.EXISTS);
  }

  private static String missing(MailKind kind) {
    return Somebody.at(lab, domain(kind), Mailbox.MISSING);
  }

  private static SmtpClient connect(MailKind kind) throws IOException {
    return SmtpClient.connect(lab, domain(kind));
  }

  private static SmtpClient ready(MailKind kind) throws IOException {
    return SmtpClient.ready(lab, domain(kind));
  }

  @Test
  void nothingListensWhereConnectionsAreRefused() {
    assertThatThrownBy(() -> connect(MailKind.CONNECT_REFUSED))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aFullBacklogLeavesAClientWaiting() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> connect(MailKind.CONNECT_TIMEOUT))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("onnect timed out");
    }
  }

  @Test
  void aHalfOpenServerSaysNothing() throws IOException {
    try (SmtpClient client = connect(MailKind.HALF_OPEN)) {
      client.patience(200);
      assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
      client.send("EHLO client.winnow.example\r\n");
      assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aServerMayFallSilentAtRcpt() throws IOException {
    try (SmtpClient client = ready(MailKind.SILENT_AT_RCPT)) {
      client.patience(200);
      assertThatThrownBy(() -> client.rcpt(existing(MailKind.SILENT_AT_RCPT)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void anEndlessDripIsNeverALine() throws IOException {
    try (SmtpClient client = connect(MailKind.ENDLESS_DRIP)) {
      StringBuilder came = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        came.append(client.octet());
      }
      assertThat(came).hasToString("2222");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BLOCKED_AT_CONNECT, 554 5.7.1",
    "FIRST_MX_DEFERS, 421 4.3.2",
  })
  void aRefusalMayStandInPlaceOfTheBanner(MailKind kind, String beginning) throws IOException {
    try (SmtpClient client = connect(kind)) {
      assertThat(client.reply()).startsWith(beginning);
      assertThat(client.isHungUp()).isTrue();
    }
  }

  @Test
  void aRefusalMayComeAtEhloAndHelo() throws IOException {
    try (SmtpClient client = connect(MailKind.BLOCKED_AT_EHLO)) {
      assertThat(client.reply()).startsWith("220");
      assertThat(client.ask("EHLO client.winnow.example")).startsWith("550 5.7.1");
      assertThat(client.ask("HELO client.winnow.example")).startsWith("550 5.7.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BLOCKED_AT_MAIL, 550 5.7.1",
    "SENDER_REJECTED, 550 5.7.27",
    "TLS_REQUIRED, 530 5.7.0",
    "STARTTLS_REQUIRED, 530 5.7.0",
  })
  void aRefusalMayComeAtMail(MailKind kind, String beginning) throws IOException {
    try (SmtpClient client = connect(kind)) {
      client.reply();
      client.ask("EHLO client.winnow.example");
      assertThat(client.mail()).startsWith(beginning);
      assertThat(client.rcpt(existing(kind))).startsWith("503");
    }
  }

  @Test
  void yahooMayDeferUsAtMailAndHangUp() throws IOException {
    try (SmtpClient client = connect(MailKind.TSS04)) {
      client.reply();
      client.ask("EHLO client.winnow.example");
      assertThat(client.mail()).startsWith("421 4.7.0 [TSS04]");
      assertThat(client.isHungUp()).isTrue();
    }
  }

  @Test
  void aServerMayDropTheConnectionWithoutAWord() throws IOException {
    try (SmtpClient client = connect(MailKind.DROPPED_AT_CONNECT)) {
      assertThat(client.isHungUp()).isTrue();
    }
    try (SmtpClient client = ready(MailKind.DROPPED_AT_RCPT)) {
      assertThatThrownBy(() -> client.rcpt(existing(MailKind.DROPPED_AT_RCPT)))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void garbageIsNoReply() throws IOException {
    try (SmtpClient client = connect(MailKind.GARBAGE)) {
      assertThat(client.line()).startsWith("HTTP/1.1 400");
    }
    try (SmtpClient client = ready(MailKind.GARBAGE_AT_RCPT)) {
      client.send("RCPT TO:<" + existing(MailKind.GARBAGE_AT_RCPT) + ">\r\n");
      assertThat(client.line()).doesNotContainPattern("^[2-5]\\d\\d");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {"SLOW_DRIP", "TARPIT"})
  void slowServersTellTheTruthInTheEnd(MailKind kind) throws IOException {
    long start = System.nanoTime();
    try (SmtpClient client = ready(kind)) {
      assertThat(client.rcpt(existing(kind))).startsWith("250");
      assertThat(client.rcpt(missing(kind))).startsWith("550");
    }
    assertThat(System.nanoTime() - start).as("%s in ns", kind).isGreaterThan(200_000_000);
  }

  @Test
  void whoSpeaksBeforeTheBannerIsRefused() throws IOException {
    long start = System.nanoTime();
    try (SmtpClient client = connect(MailKind.BANNER_DELAY)) {
      assertThat(client.reply()).startsWith("220");
      assertThat(System.nanoTime() - start).isGreaterThan(190_000_000);
      client.ask("EHLO client.winnow.example");
      client.mail();
      assertThat(client.rcpt(existing(MailKind.BANNER_DELAY))).startsWith("250");
    }
    assertThat(lab.record().count(Flaw.TALKED_EARLY)).isZero();

    try (SmtpClient client = connect(MailKind.BANNER_DELAY)) {
      client.send("EHLO client.winnow.example\r\n");
      assertThat(client.reply()).startsWith("554 5.5.1");
      assertThat(client.isHungUp()).isTrue();
    }
    assertThat(lab.record().count(Flaw.TALKED_EARLY)).isEqualTo(1);
  }

  @Test
  void anOldServerKnowsHeloAlone() throws IOException {
    try (SmtpClient client = connect(MailKind.EHLO_REFUSED)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).startsWith("502");
      assertThat(client.ask("HELO client.winnow.example")).startsWith("250");
      client.mail();
      assertThat(client.rcpt(existing(MailKind.EHLO_REFUSED))).startsWith("250");
    }
  }

  @Test
  void someServersBreakWhenHeloFollowsEhlo() throws IOException {
    try (SmtpClient client = connect(MailKind.HELO_BREAKS)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).startsWith("250");
      assertThatThrownBy(() -> client.ask("HELO client.winnow.example"))
          .isInstanceOf(EOFException.class);
    }
    try (SmtpClient client = connect(MailKind.HELO_BREAKS)) {
      client.reply();
      assertThat(client.ask("HELO client.winnow.example")).startsWith("250");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {"STARTTLS", "STARTTLS_REQUIRED"})
  void tlsWorksWhereItIsOffered(MailKind kind) throws IOException {
    try (SmtpClient client = connect(kind)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).contains("250-STARTTLS");
      assertThat(client.ask("STARTTLS")).startsWith("220");
      client.startTls();
      assertThat(client.ask("EHLO client.winnow.example"))
          .contains("PIPELINING")
          .doesNotContain("STARTTLS");
      assertThat(client.mail()).startsWith("250");
      assertThat(client.rcpt(existing(kind))).startsWith("250");
      assertThat(client.rcpt(missing(kind))).startsWith("550");
      assertThat(client.ask("QUIT")).startsWith("221");
    }
    SessionLog session =
        lab.record().sessions(lab.world().serverOf(hostOf(kind)).operator()).getLast();
    assertThat(session.encrypted()).isTrue();
    assertThat(session.commands())
        .containsSequence("STARTTLS", "EHLO client.winnow.example")
        .endsWith("QUIT");
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {"BROKEN_TLS", "TLS_REQUIRED"})
  void aBrokenHandshakeFails(MailKind kind) throws IOException {
    try (SmtpClient client = connect(kind)) {
      client.reply();
      client.ask("EHLO client.winnow.example");
      assertThat(client.ask("STARTTLS")).startsWith("220");
      assertThatThrownBy(client::startTls).isInstanceOf(IOException.class);
    }
  }

  @Test
  void withoutTheBrokenTlsAllIsWell() throws IOException {
    try (SmtpClient client = ready(MailKind.BROKEN_TLS)) {
      assertThat(client.rcpt(existing(MailKind.BROKEN_TLS))).startsWith("250");
    }
  }

  @Test
  void pipelinedCommandsAreAnsweredInOrderWhereOffered() throws IOException {
    MailKind kind = MailKind.HELO_BREAKS;
    try (SmtpClient client = connect(kind)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).contains("250-PIPELINING");
      client.send(
          "MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nRCPT TO:<%s>\r\nRSET\r\n"
              .formatted(SmtpClient.SENDER, existing(kind), missing(kind)));
      assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply()))
          .extracting(reply -> reply.substring(0, 3))
          .containsExactly("250", "250", "550", "250");
    }
  }

  @Test
  void aRecipientThatWasOnItsWayWhenTheSenderWasRefusedIsNoFlaw() throws IOException {
    MailKind kind = MailKind.BLOCKED_AT_MAIL;
    long before = lab.record().count(Flaw.OUT_OF_ORDER);
    try (SmtpClient client = connect(kind)) {
      client.reply();
      client.ask("EHLO client.winnow.example");
      client.send("MAIL FROM:<" + SmtpClient.SENDER + ">\r\nRCPT TO:<" + existing(kind) + ">\r\n");
      assertThat(client.reply()).startsWith("550");
      assertThat(client.reply()).startsWith("503");
      assertThat(lab.record().count(Flaw.OUT_OF_ORDER)).isEqualTo(before);
      assertThat(client.rcpt(existing(kind))).startsWith("503");
    }
    assertThat(lab.record().count(Flaw.OUT_OF_ORDER)).isEqualTo(before + 1);
  }

  @Test
  void pipeliningUnofferedBreaksSomeServers() throws IOException {
    MailKind kind = MailKind.NO_PIPELINING;
    try (SmtpClient client = connect(kind)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).doesNotContain("PIPELINING");
      client.send("MAIL FROM:<" + SmtpClient.SENDER + ">\r\nRCPT TO:<" + existing(kind) + ">\r\n");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
    try (SmtpClient client = ready(kind)) {
      assertThat(client.rcpt(existing(kind))).startsWith("250");
    }
    assertThat(lab.record().mishaps()).extracting(Mishap::flaw).contains(Flaw.PIPELINED_UNOFFERED);
  }

  @Test
  void smtpUtf8IsTakenWhereOffered() throws IOException {
    String domain = domain(MailKind.STARTTLS);
    try (SmtpClient client = connect(MailKind.STARTTLS)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).contains("250-SMTPUTF8");
      assertThat(client.ask("MAIL FROM:<" + SmtpClient.SENDER + "> SMTPUTF8")).startsWith("250");
      assertThat(client.rcpt("jürgen.müller@" + domain))
          .matches("(?s)[2-5]\\d\\d.*")
          .doesNotStartWith("553");
      client.ask("RSET");
      client.mail();
      assertThat(client.rcpt("jürgen.müller@" + domain)).startsWith("553 5.6.7");
    }
  }

  @Test
  void smtpUtf8IsRefusedWhereNotOffered() throws IOException {
    try (SmtpClient client = connect(MailKind.NO_SMTPUTF8)) {
      client.reply();
      assertThat(client.ask("EHLO client.winnow.example")).doesNotContain("SMTPUTF8");
      assertThat(client.ask("MAIL FROM:<" + SmtpClient.SENDER + "> SMTPUTF8")).startsWith("555");
      assertThat(client.mail()).startsWith("250");
      assertThat(client.rcpt(existing(MailKind.NO_SMTPUTF8))).startsWith("250");
    }
  }

  @Test
  void oneRecipientIsEnoughForSome() throws IOException {
    for (String domain : List.of(domain(MailKind.ONE_RECIPIENT), "outlook.com", "hotmail.de")) {
      String somebody = Somebody.at(lab, domain, Mailbox.EXISTS);
      try (SmtpClient client = SmtpClient.ready(lab, domain)) {
        assertThat(client.rcpt(somebody)).startsWith("250");
        assertThat(client.rcpt(somebody)).startsWith("452 4.5.3");
        client.ask("RSET");
        client.mail();
        assertThat(client.rcpt(somebody)).startsWith("452 4.5.3");
      }
    }
  }

  @Test
  void someHangUpAfterTheFirstRefusalAndSomeAfterTheThird() throws IOException {
    for (String domain : List.of(domain(MailKind.HANGS_UP), "gmx.de")) {
      try (SmtpClient client = SmtpClient.ready(lab, domain)) {
        assertThat(client.rcpt(Somebody.at(lab, domain, Mailbox.EXISTS))).startsWith("250");
        assertThat(client.rcpt(Somebody.at(lab, domain, Mailbox.MISSING))).startsWith("550");
        assertThat(client.isHungUp()).isTrue();
      }
    }
    try (SmtpClient client = ready(MailKind.HANGS_UP_LATE)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.rcpt(missing(MailKind.HANGS_UP_LATE))).startsWith("550");
      }
      assertThat(client.isHungUp()).isTrue();
    }
  }

  @Test
  void theThirdConnectionIsTooManyForSome() throws IOException {
    try (SmtpClient first = connect(MailKind.FEW_CONNECTIONS);
        SmtpClient second = connect(MailKind.FEW_CONNECTIONS);
        SmtpClient third = connect(MailKind.FEW_CONNECTIONS)) {
      assertThat(first.reply()).startsWith("220");
      assertThat(second.reply()).startsWith("220");
      assertThat(third.reply()).startsWith("421 4.7.0").contains("Too many");
    }
  }

  @Test
  void aFastClientIsToldToSlowDownAndLetInLater() throws IOException {
    try (SmtpClient client = ready(MailKind.RATE_LIMITING)) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.rcpt(existing(MailKind.RATE_LIMITING))).startsWith("250");
      }
      assertThat(client.rcpt(existing(MailKind.RATE_LIMITING)))
          .startsWith("421 4.7.0")
          .contains("rate limit");
      assertThat(client.isHungUp()).isTrue();
    }
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (SmtpClient client = ready(MailKind.RATE_LIMITING)) {
                assertThat(client.rcpt(existing(MailKind.RATE_LIMITING))).startsWith("250");
              }
            });
  }

  @Test
  void theSecondExchangerWorksWhereTheFirstDoesNot() throws IOException {
    for (MailKind kind :
        List.of(MailKind.NOLISTING, MailKind.FIRST_MX_DEFERS, MailKind.FIRST_MX_DEFERS_AT_RCPT)) {
      List<String> hosts = lab.world().hostsOf(domain(kind));
      assertThat(hosts).hasSize(2);
      try (SmtpClient client = SmtpClient.connectToHost(lab, hosts.getLast())) {
        assertThat(client.reply()).startsWith("220");
        client.ask("EHLO client.winnow.example");
        client.mail();
        assertThat(client.rcpt(existing(kind))).startsWith("250");
      }
    }
    assertThatThrownBy(() -> connect(MailKind.NOLISTING)).isInstanceOf(ConnectException.class);
    try (SmtpClient client = ready(MailKind.FIRST_MX_DEFERS_AT_RCPT)) {
      assertThat(client.rcpt(existing(MailKind.FIRST_MX_DEFERS_AT_RCPT))).startsWith("451");
    }
  }

  @Test
  void namesThatTakeNoMailAreWatched() throws IOException {
    try (SmtpClient client = SmtpClient.connectToHost(lab, domain(MailKind.CATCH_ALL))) {
      assertThat(client.reply()).startsWith("554");
    }
    assertThat(lab.record().count(Flaw.NO_MAIL_HERE)).isEqualTo(1);
  }

  private static String hostOf(MailKind kind) {
    return lab.world().hostsOf(domain(kind)).getFirst();
  }
}
