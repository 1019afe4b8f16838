package io.winnow.lab.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpRecordTest {
  private static final Duration EVER = Duration.ofHours(1);
  private static final String DOMAIN = World.domain("acme", MailKind.NO_PIPELINING);
  private static final String OPERATOR = "no-pipelining-mail.example";

  private final LabWorld lab = LabWorld.start();
  private final SmtpRecord record = lab.record();

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void aSessionIsWrittenDownInItsOrder() throws IOException {
    String somebody = Somebody.at(lab, DOMAIN, Mailbox.EXISTS);
    try (SmtpClient client = SmtpClient.ready(lab, DOMAIN)) {
      client.rcpt(somebody);
      client.ask("QUIT");
    }

    SessionLog session = record.sessions(OPERATOR).getFirst();
    assertThat(session.commands())
        .containsExactly(
            "EHLO client.winnow.example",
            "MAIL FROM:<verify@winnow.example>",
            "RCPT TO:<" + somebody + ">",
            "QUIT");
    assertThat(session.replies())
        .extracting(reply -> reply.substring(0, 3))
        .containsExactly("220", "250", "250", "250", "221");
    assertThat(session.steps()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(session.ended()).isPresent();
    assertThat(session.client()).isEqualTo("127.0.0.1");
    assertThat(session.server()).startsWith("127.96.");
    assertThat(session.recipients()).isEqualTo(1);
    assertThat(record.server(session.server()).connections()).isEqualTo(1);
  }

  @Test
  void recipientsAndProbesAreCounted() throws IOException {
    try (SmtpClient client = SmtpClient.ready(lab, DOMAIN)) {
      client.rcpt(Somebody.at(lab, DOMAIN, Mailbox.EXISTS));
      client.rcpt(Somebody.RANDOM + "@" + DOMAIN);
      client.rcpt(Somebody.at(lab, DOMAIN, Mailbox.MISSING));
    }

    assertThat(record.probes(DOMAIN)).isEqualTo(1);
    assertThat(record.asked(DOMAIN)).extracting(Asked::code).containsExactly(250, 550, 550);
    assertThat(record.asked(DOMAIN)).extracting(Asked::probe).containsExactly(false, true, false);
    Traffic traffic = record.operator(OPERATOR);
    assertThat(traffic.recipients()).isEqualTo(3);
    assertThat(traffic.probes()).isEqualTo(1);
    assertThat(traffic.mostRecipientsOfASession()).isEqualTo(3);
    assertThat(record.mostRecipientsWithin(EVER, OPERATOR)).isEqualTo(3);
    assertThat(record.mostRecipientsWithin(Duration.ofNanos(1), OPERATOR)).isEqualTo(1);
  }

  @Test
  void connectionsAtOnceAreCountedByOperator() throws IOException {
    List<SmtpClient> clients = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      clients.add(SmtpClient.connect(lab, DOMAIN));
    }
    for (SmtpClient client : clients) {
      client.reply();
    }
    for (SmtpClient client : clients) {
      client.close();
    }
    try (SmtpClient client = SmtpClient.connect(lab, DOMAIN)) {
      client.reply();
    }

    Awaitility.await().until(() -> record.operator(OPERATOR).open() == 0);
    assertThat(record.operator(OPERATOR).connections()).isEqualTo(8);
    assertThat(record.operator(OPERATOR).mostOpen()).isEqualTo(7);
    assertThat(record.mostConnectionsWithin(EVER, OPERATOR)).isEqualTo(8);
    assertThat(record.operators()).containsExactly(OPERATOR);
  }

  /** Or a client that keeps to a limit would be charged with breaking it. */
  @Test
  void aClientThatClosesBeforeItConnectsAgainIsNeverSeenTwice() throws Exception {
    int clients = 8;
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      boolean polite = i % 2 == 0;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int round = 0; round < 150; round++) {
                    try (SmtpClient client = SmtpClient.connect(lab, DOMAIN)) {
                      client.reply();
                      if (polite) {
                        client.ask("QUIT");
                      }
                    }
                  }
                } catch (IOException failed) {
                  failures.incrementAndGet();
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();

    assertThat(failures).hasValue(0);
    assertThat(record.operator(OPERATOR).connections()).isEqualTo(8 * 150);
    assertThat(record.operator(OPERATOR).mostOpen()).isLessThanOrEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "'EHLO a\\nb\\r\\n', BARE_LF",
    "'EHLO a\\rb\\r\\n', BARE_CR",
    "'EHLO a\\0b\\r\\n', NUL",
    "'EHLO a\\tb\\r\\n', CONTROL_CHARACTER",
    "'EHLO \\xff\\r\\n', NOT_UTF8",
    "'HALLO a\\r\\n', UNKNOWN_COMMAND",
    "'RCPT TO:<a@b.example>\\r\\n', OUT_OF_ORDER",
    "'EHLO a\\r\\nMAIL FROM:<a b@c.example>\\r\\n', BAD_ARGUMENTS",
    "'EHLO a\\r\\nMAIL FROM:<>\\r\\nRCPT TO:<a b@c.example>\\r\\n', BAD_ARGUMENTS",
    "'EHLO a\\r\\nMAIL FROM:<>\\r\\nRCPT TO:<a>@b.example>\\r\\n', BAD_ARGUMENTS",
    "'EHLO a\\r\\nMAIL FROM:<>\\r\\nRCPT TO:<ä@b.example>\\r\\n', NOT_OURS",
    "'DATA\\r\\n', DATA",
    "'STARTTLS\\r\\n', UNOFFERED_EXTENSION",
  })
  void whatAClientMustNotDoIsWrittenDown(String sent, Flaw flaw) throws IOException {
    String domain = World.domain("acme", MailKind.HANGS_UP_LATE);
    try (SmtpClient client = SmtpClient.connect(lab, domain)) {
      client.reply();
      client.send(octets(sent));
      Awaitility.await().until(() -> record.count(flaw) == 1);
    }

    assertThat(record.mishaps()).extracting(Mishap::flaw).contains(flaw);
  }

  @Test
  void aLineIsTooLongBeyond512Octets() throws IOException {
    try (SmtpClient client = SmtpClient.connect(lab, DOMAIN)) {
      client.reply();
      client.ask("EHLO " + "a".repeat(505));
      assertThat(record.count(Flaw.TOO_LONG)).isZero();
      assertThat(client.ask("EHLO " + "a".repeat(506))).startsWith("500");
      assertThat(record.count(Flaw.TOO_LONG)).isEqualTo(1);
    }
  }

  @Test
  void aGoodClientHasNoFlaws() throws IOException {
    try (SmtpClient client = SmtpClient.ready(lab, DOMAIN)) {
      client.rcpt("\"anna schmidt\"@" + DOMAIN);
      client.ask("RSET");
      client.ask("MAIL FROM:<>");
      client.rcpt("anna+shop@" + DOMAIN);
      client.ask("NOOP");
      client.ask("QUIT");
    }

    assertThat(record.mishaps()).isEmpty();
  }

  @Test
  void resetForgetsAllButWhatIsOpen() throws IOException {
    try (SmtpClient closed = SmtpClient.connect(lab, DOMAIN)) {
      closed.reply();
      closed.ask("NONSENSE");
    }
    Awaitility.await().until(() -> record.operator(OPERATOR).open() == 0);
    try (SmtpClient open = SmtpClient.connect(lab, DOMAIN)) {
      open.reply();

      record.reset();

      assertThat(record.mishaps()).isEmpty();
      assertThat(record.connections()).isEqualTo(1);
      assertThat(record.operator(OPERATOR).open()).isEqualTo(1);
    }
    Awaitility.await().until(() -> record.operator(OPERATOR).open() == 0);
  }

  @Test
  void allOfItCanBeWrittenAsJson() throws IOException {
    try (SmtpClient client = SmtpClient.ready(lab, DOMAIN)) {
      client.rcpt(Somebody.RANDOM + "@" + DOMAIN);
      client.ask("NONSENSE \"\\");
    }
    StringBuilder json = new StringBuilder();

    record.writeJson(json);

    assertThat(json.toString())
        .startsWith("{\"connections\":1,")
        .contains("{\"operator\":\"no-pipelining-mail.example\",\"connections\":1,\"mostOpen\":1")
        .contains("{\"domain\":\"acme.no-pipelining.lab.test\",\"count\":1}")
        .contains("\"flaws\":{\"UNKNOWN_COMMAND\":1}")
        .contains("{\"client\":\"NONSENSE \\\"\\\\\"")
        .endsWith("}\n");
  }

  private static byte[] octets(String escaped) {
    String text =
        escaped
            .replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\0", "\0")
            .replace("\\xff", "\u00FF");
    boolean octet = text.indexOf('\u00FF') >= 0;
    return text.getBytes(octet ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}
