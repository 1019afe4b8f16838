package io.winnow.lab.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.Truth;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What RCPT tells, and that the truth says the same. */
class RepliesByMailboxTest {
  private static LabWorld lab;

  @BeforeAll
  static void start() {
    lab =
        LabWorld.start(
            DnsServerOptions.defaults(), SmtpOptions.defaults().withGreylistDelay(Duration.ZERO));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  /** At every wording, since the shared operators differ in it. */
  @ParameterizedTest
  @EnumSource
  void aTruthfulServerTellsEachStateApart(Mailbox state) throws IOException {
    for (int i = 0; i < 60; i++) {
      String domain = World.domain("acme-" + i, DomainKind.MX);

      assertThat(rcpt(domain, Somebody.at(lab, domain, state)))
          .as(domain)
          .matches(
              switch (state) {
                case EXISTS -> "(?s)250[ -].*";
                case MISSING -> "(?s)550[ -].*([Nn]o such|unknown|not found|not exist).*";
                case FULL -> "(?s)(552|452)[ -].*([Ff]ull|[Qq]uota).*";
                case DISABLED -> "(?s)550[ -].*disabled.*";
                case MOVED -> "(?s)551[ -].*(moved|not local).*";
              });
      assertThat(rcpt(domain, Somebody.RANDOM + "@" + domain)).as(domain).startsWith("550");
    }
  }

  @Test
  void aCatchAllDomainTakesTheMissingButTellsOfTheFullAndTheDisabled() throws IOException {
    String domain = World.domain("acme", MailKind.CATCH_ALL);

    assertThat(rcpt(domain, Somebody.RANDOM + "@" + domain)).startsWith("250");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING))).startsWith("250");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.FULL))).matches("(552|452)[ -].*");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.DISABLED))).startsWith("550");
    assertTruth(Somebody.at(lab, domain, Mailbox.MISSING), "risky", "catch_all");
    assertTruth(Somebody.at(lab, domain, Mailbox.FULL), "risky", "mailbox_full");
    assertTruth(Somebody.at(lab, domain, Mailbox.DISABLED), "undeliverable", "mailbox_disabled");
  }

  @Test
  void aDeferredProbeLeavesTheAcceptedUnconfirmed() throws IOException {
    String domain = World.domain("acme", MailKind.PROBE_DEFERRED);

    assertThat(rcpt(domain, Somebody.RANDOM + "@" + domain)).startsWith("451 4.3.0");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.EXISTS))).startsWith("250");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING))).startsWith("550");
    assertTruth(Somebody.at(lab, domain, Mailbox.EXISTS), "unknown", "accepted_unconfirmed");
    assertTruth(Somebody.at(lab, domain, Mailbox.MISSING), "undeliverable", "mailbox_not_found");
  }

  @Test
  void aBare550IsACodeAndNothingElse() throws IOException {
    String some = World.domain("acme", MailKind.BARE_550);
    String all = World.domain("acme", MailKind.BARE_550_ALL);

    assertThat(rcpt(some, Somebody.at(lab, some, Mailbox.MISSING))).isEqualTo("550");
    assertThat(rcpt(some, Somebody.at(lab, some, Mailbox.EXISTS))).startsWith("250");
    assertThat(rcpt(all, Somebody.at(lab, all, Mailbox.EXISTS))).isEqualTo("550");
    assertTruth(Somebody.at(lab, all, Mailbox.EXISTS), "unknown", "blocked_by_server");
  }

  @Test
  void refusalsMayHave250InTheirIds() throws IOException {
    String domain = World.domain("acme", MailKind.REPLY_ID_250);

    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING)))
        .startsWith("550 5.1.1")
        .contains("250");
  }

  @Test
  void accessDeniedMeansMissingAtMicrosoft365() throws IOException {
    String domain = World.domain("acme", MailKind.ACCESS_DENIED);

    assertThat(lab.world().hostsOf(domain))
        .containsExactly("acme-access--denied-lab-test.mail.protection.outlook.com");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING)))
        .startsWith("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.EXISTS))).startsWith("250");
  }

  @Test
  void microsoft365WithoutItsListTakesEverybody() throws IOException {
    String domain = World.domain("acme", MailKind.MICROSOFT_365);

    assertThat(rcpt(domain, Somebody.RANDOM + "@" + domain)).startsWith("250");
    assertTruth(Somebody.at(lab, domain, Mailbox.EXISTS), "risky", "catch_all");
  }

  @Test
  void gmailTellsItsTwoRefusalsWithOneCodeApartByTheText() throws IOException {
    String rate = World.domain("acme", MailKind.RECEIVING_RATE);
    String perm = World.domain("acme", MailKind.RECEIVING_RATE_PERM);

    assertThat(rcpt(rate, Somebody.at(lab, rate, Mailbox.EXISTS)))
        .startsWith("450-4.2.1")
        .contains("p=ReceivingRate ");
    assertThat(rcpt(perm, Somebody.at(lab, perm, Mailbox.EXISTS)))
        .startsWith("550-5.2.1")
        .contains("p=ReceivingRatePerm ");
    assertThat(rcpt(perm, Somebody.at(lab, perm, Mailbox.DISABLED)))
        .startsWith("550-5.2.1")
        .contains("p=DisabledUser ");
    assertThat(rcpt(perm, Somebody.at(lab, perm, Mailbox.MISSING)))
        .startsWith("550-5.1.1")
        .contains("p=NoSuchUser ");
  }

  @Test
  void gmailIsReliable() throws IOException {
    assertThat(rcpt("gmail.com", Somebody.at(lab, "gmail.com", Mailbox.EXISTS)))
        .startsWith("250 2.1.5");
    assertThat(rcpt("gmail.com", Somebody.at(lab, "gmail.com", Mailbox.MISSING)))
        .contains("p=NoSuchUser");
    assertTruth("abc@gmail.com", "undeliverable", "provider_rule_violation");
  }

  @Test
  void yahooTakesWhateverComes() throws IOException {
    for (String domain :
        new String[] {"yahoo.com", "aol.com", World.domain("acme", MailKind.UNVERIFIABLE)}) {
      assertThat(rcpt(domain, Somebody.RANDOM + "@" + domain)).startsWith("250");
      assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.DISABLED))).startsWith("250");
      assertTruth(Somebody.at(lab, domain, Mailbox.MISSING), "unknown", "provider_unverifiable");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {"GOOGLE_WORKSPACE", "MIMECAST", "PROOFPOINT", "MULTI_LINE"})
  void gatewaysAreTruthful(MailKind kind) throws IOException {
    String domain = World.domain("acme", kind);

    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.EXISTS))).startsWith("250");
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING))).startsWith("550");
    assertTruth(Somebody.at(lab, domain, Mailbox.EXISTS), "deliverable", "accepted_mailbox");
  }

  @Test
  void someServersSayEverythingInSeveralLines() throws IOException {
    String domain = World.domain("acme", MailKind.MULTI_LINE);

    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.EXISTS)).lines()).hasSize(2);
    assertThat(rcpt(domain, Somebody.at(lab, domain, Mailbox.MISSING)).lines()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = MailKind.class,
      names = {
        "TEMPORARY_FAILURE",
        "BLOCKED_AT_RCPT",
        "SENDER_REJECTED_AT_RCPT",
        "NEEDS_RDNS",
        "GREYLISTED"
      })
  void someSayNothingOfTheMailbox(MailKind kind) throws IOException {
    String domain = World.domain("acme", kind);

    for (Mailbox state : Mailbox.values()) {
      String reply = rcpt(domain, Somebody.at(lab, domain, state));
      switch (kind) {
        case TEMPORARY_FAILURE -> assertThat(reply).startsWith("451 4.3.0");
        case BLOCKED_AT_RCPT -> assertThat(reply).startsWith("550 5.7.1").contains("[127.0.0.1]");
        case SENDER_REJECTED_AT_RCPT ->
            assertThat(reply).startsWith("550 5.1.8").contains(SmtpClient.SENDER);
        case NEEDS_RDNS -> assertThat(reply).startsWith("550 5.7.25");
        case GREYLISTED -> assertThat(reply).startsWith("450 4.2.0").contains("Greylisted");
        default -> throw new AssertionError(kind);
      }
    }
  }

  @Test
  void rateLimitsComeAs450AndAs421() throws IOException {
    int closing = 0;
    for (int i = 0; i < 20; i++) {
      String domain = World.domain("acme-" + i, MailKind.RATE_LIMITED);
      try (SmtpClient client = SmtpClient.ready(lab, domain)) {
        String reply = client.rcpt("anna@" + domain);
        assertThat(reply).matches("(450 4.7.1|421 4.7.0) .*rate limit exceeded.*");
        if (reply.startsWith("421")) {
          closing++;
          assertThat(client.isHungUp()).isTrue();
        }
      }
    }
    assertThat(closing).isBetween(1, 19);
  }

  @Test
  void aServerTakesMailForItsOwnDomainsAlone() throws IOException {
    String domain = World.domain("acme", MailKind.TARPIT);
    try (SmtpClient client = SmtpClient.ready(lab, domain)) {
      assertThat(client.rcpt("anna@gmail.com")).startsWith("554 5.7.1").contains("Relay");
    }
    assertThat(lab.record().count(Flaw.NOT_OURS)).isEqualTo(1);
  }

  @Test
  void caseTagsAndQuotesDoNotMatter() throws IOException {
    String domain = World.domain("acme", DomainKind.MX);
    String somebody = Somebody.at(lab, domain, Mailbox.DISABLED);
    String local = somebody.substring(0, somebody.indexOf('@'));

    for (String same :
        new String[] {local.toUpperCase(Locale.ROOT), local + "+shop", '"' + local + '"'}) {
      assertThat(rcpt(domain, same + "@" + domain)).as(same).contains("disabled");
    }
  }

  private static String rcpt(String domain, String recipient) throws IOException {
    try (SmtpClient client = SmtpClient.connect(lab, domain)) {
      client.reply();
      if (client.ask("EHLO client.winnow.example").contains("STARTTLS")) {
        client.ask("STARTTLS");
        client.startTls();
        client.ask("EHLO client.winnow.example");
      }
      assertThat(client.mail()).startsWith("250");
      return client.rcpt(recipient);
    }
  }

  private static void assertTruth(String address, String status, String reason) {
    int at = address.lastIndexOf('@');
    assertThat(
            lab.world().truth(address.substring(0, at), address.substring(at + 1), TruthLevel.SMTP))
        .isEqualTo(new Truth(status, reason));
  }
}
