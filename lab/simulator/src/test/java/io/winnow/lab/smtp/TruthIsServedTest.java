package io.winnow.lab.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.TruthLevel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.IDN;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patient client that knows no tricks finds what the lists call the truth. */
class TruthIsServedTest {
  private static final int ROWS = 4_000;

  /** What only the mailbox decides, and the client below can read. */
  private static final List<String> OF_A_MAILBOX =
      List.of(
          "accepted_mailbox",
          "accepted_unconfirmed",
          "catch_all",
          "mailbox_not_found",
          "mailbox_disabled",
          "mailbox_moved",
          "mailbox_full",
          "smtputf8_unsupported");

  @TempDir Path folder;
  private final Map<String, String> randomReplies = new HashMap<>();

  @Test
  void whatTheServersSayIsTheTruthOfTheList() throws IOException {
    Path truth = ListGenerator.write(ROWS, 17, folder.resolve("list.csv"), TruthLevel.SMTP);
    Map<String, Integer> seen = new TreeMap<>();
    try (LabWorld lab =
            LabWorld.start(
                DnsServerOptions.defaults(),
                SmtpOptions.defaults().withGreylistDelay(Duration.ZERO).withSlowness(0));
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(truth)) {
      for (NamedCsvRecord row : rows) {
        String expected = row.getField("reason");
        String email = row.getField("email");
        if (OF_A_MAILBOX.contains(expected)) {
          assertThat(verdict(lab, email)).as(email).isEqualTo(expected);
          seen.merge(expected, 1, Integer::sum);
        }
      }
      assertThat(lab.record().mishaps())
          .allMatch(mishap -> mishap.flaw() == Flaw.UNOFFERED_EXTENSION);
    }
    assertThat(seen).containsOnlyKeys(OF_A_MAILBOX);
  }

  private String verdict(LabWorld lab, String email) throws IOException {
    int at = email.lastIndexOf('@');
    String domain = IDN.toASCII(email.substring(at + 1)).toLowerCase(Locale.ROOT);
    String recipient = email.substring(0, at) + "@" + domain;
    String reply = ask(lab, domain, recipient);
    if (reply.startsWith("250")) {
      String random = randomReplies.get(domain);
      if (random == null) {
        random = ask(lab, domain, Somebody.RANDOM + "@" + domain);
        randomReplies.put(domain, random);
      }
      return random.startsWith("250")
          ? "catch_all"
          : random.startsWith("5") ? "accepted_mailbox" : "accepted_unconfirmed";
    }
    if (reply.startsWith("555")) {
      return "smtputf8_unsupported";
    }
    String text = reply.toLowerCase(Locale.ROOT).replace(recipient.toLowerCase(Locale.ROOT), "");
    if (reply.startsWith("551")) {
      return "mailbox_moved";
    }
    if (text.contains("full") || text.contains("quota")) {
      return "mailbox_full";
    }
    assertThat(reply).startsWith("550");
    return text.contains("disabled") ? "mailbox_disabled" : "mailbox_not_found";
  }

  /** Tries each host in turn while one only puts off; a greylisted one again. */
  private static String ask(LabWorld lab, String domain, String recipient) throws IOException {
    String reply = "";
    for (String host : lab.world().hostsOf(domain)) {
      try (SmtpClient client = SmtpClient.connectToHost(lab, host)) {
        reply = ask(client, recipient);
        if (reply.contains("reylist")) {
          reply = client.rcpt(recipient);
        }
      } catch (ConnectException refused) {
        reply = "no connection";
      }
      boolean putOff = reply.startsWith("no") || (reply.startsWith("4") && !isFull(reply));
      if (!putOff) {
        return reply;
      }
    }
    return reply;
  }

  private static boolean isFull(String reply) {
    return reply.startsWith("452");
  }

  private static String ask(SmtpClient client, String recipient) throws IOException {
    String banner = client.reply();
    if (!banner.startsWith("220")) {
      return banner;
    }
    String greeting = client.ask("EHLO client.winnow.example");
    if (greeting.startsWith("502")) {
      client.ask("HELO client.winnow.example");
    }
    String unicode = recipient.chars().anyMatch(letter -> letter >= 0x80) ? " SMTPUTF8" : "";
    String mail = client.ask("MAIL FROM:<" + SmtpClient.SENDER + ">" + unicode);
    if (mail.startsWith("530")) {
      client.ask("STARTTLS");
      client.startTls();
      client.ask("EHLO client.winnow.example");
      mail = client.ask("MAIL FROM:<" + SmtpClient.SENDER + ">" + unicode);
    }
    return mail.startsWith("250") ? client.rcpt(recipient) : mail;
  }
}
