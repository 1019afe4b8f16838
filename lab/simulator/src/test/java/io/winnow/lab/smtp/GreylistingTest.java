package io.winnow.lab.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreylistingTest {
  private static final Duration DELAY = Duration.ofMillis(300);
  private static final String DOMAIN = World.domain("acme", MailKind.GREYLISTING);

  private static LabWorld lab(int passes) {
    return LabWorld.start(
        DnsServerOptions.defaults(),
        SmtpOptions.defaults().withGreylistDelay(DELAY).withGreylistPasses(passes));
  }

  @Test
  void oneWhoComesAgainAfterTheDelayPassesAndIsKnownFromThenOn() throws IOException {
    try (LabWorld lab = lab(1)) {
      String somebody = Somebody.at(lab, DOMAIN, Mailbox.EXISTS);

      assertThat(rcpt(lab, somebody)).startsWith("450 4.2.0").contains("Greylisted");
      assertThat(rcpt(lab, Somebody.RANDOM + "@" + DOMAIN)).startsWith("450 4.2.0");
      await().until(() -> rcpt(lab, somebody).startsWith("250"));

      assertThat(rcpt(lab, Somebody.at(lab, DOMAIN, Mailbox.MISSING))).startsWith("550");
      assertThat(rcpt(lab, "w8v3n7b2x6c1m5z9l4@" + DOMAIN)).startsWith("550");
      List<GreylistTry> tries =
          lab.record().greylistTries(DOMAIN).stream()
              .filter(one -> one.recipient().equals(somebody))
              .toList();
      assertThat(tries.getFirst().passed()).isFalse();
      assertThat(tries.getLast().passed()).isTrue();
      assertThat(tries.getLast().at().minus(tries.getFirst().at())).isGreaterThanOrEqualTo(DELAY);
    }
  }

  @Test
  void oneWhoIsNeverWhitelistedWaitsForEachRecipient() throws IOException {
    try (LabWorld lab = lab(0)) {
      String somebody = Somebody.at(lab, DOMAIN, Mailbox.EXISTS);

      rcpt(lab, somebody);
      await().until(() -> rcpt(lab, somebody).startsWith("250"));

      assertThat(rcpt(lab, Somebody.at(lab, DOMAIN, Mailbox.EXISTS, 1))).startsWith("450");
    }
  }

  @Test
  void anotherSenderIsAnotherTriplet() throws IOException {
    try (LabWorld lab = lab(1)) {
      String somebody = Somebody.at(lab, DOMAIN, Mailbox.EXISTS);
      rcpt(lab, somebody);
      await()
          .pollDelay(DELAY)
          .untilAsserted(
              () -> {
                try (SmtpClient client = SmtpClient.connect(lab, DOMAIN)) {
                  client.reply();
                  client.ask("EHLO client.winnow.example");
                  client.ask("MAIL FROM:<other@winnow.example>");
                  assertThat(client.rcpt(somebody)).startsWith("450");
                }
              });

      assertThat(rcpt(lab, somebody)).startsWith("250");
    }
  }

  @Test
  void theReplyMayNameTheDelay() throws IOException {
    String domain = World.domain("acme", MailKind.GREYLISTING_TIMED);
    try (LabWorld lab =
        LabWorld.start(
            DnsServerOptions.defaults(),
            SmtpOptions.defaults().withGreylistDelay(Duration.ofMinutes(5)))) {
      assertThat(rcpt(lab, Somebody.at(lab, domain, Mailbox.EXISTS)))
          .isEqualTo("451 4.7.1 Greylisted, please try again in 300 seconds");
    }
  }

  private static String rcpt(LabWorld lab, String recipient) throws IOException {
    try (SmtpClient client =
        SmtpClient.ready(lab, recipient.substring(recipient.lastIndexOf('@') + 1))) {
      return client.rcpt(recipient);
    }
  }
}
