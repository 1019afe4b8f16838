package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.lab.LabWorld;
import io.winnow.lab.smtp.SessionLog;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a running server does for rows of all sorts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionAndReuseTest {
  private static final int FUZZED = 1_000;
  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "EHLO verifier\\.winnow-lab\\.example|HELO verifier\\.winnow-lab\\.example|STARTTLS|"
              + "MAIL FROM:<verifier@winnow-lab\\.example>( SMTPUTF8| BODY=8BITMIME)*|"
              + "RCPT TO:<(?<recipient>[^\\p{Cntrl}]+@[^\\p{Cntrl} <>@]+)>|RSET|QUIT");
  private static final List<String> ODD =
      List.of(
          "\r",
          "\n",
          "\r\n",
          "\0",
          " ",
          "\t",
          "\"",
          "\\",
          "<",
          ">",
          "@",
          ",",
          ";",
          ":",
          "(",
          ")",
          "[",
          "]",
          ".",
          "..",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\u200b",
          "\ud800",
          "\u00fc",
          "\ud83d\ude00",
          "\u043f",
          "%0d%0a",
          "=",
          "+",
          "\r\nRCPT TO:<victim@evil.example>",
          ">\r\nDATA\r\n",
          "\nQUIT\n",
          "> SIZE=1");

  @TempDir static Path directory;
  private LabWorld world;
  private WinnowServer server;

  @BeforeAll
  void serve() throws IOException {
    world = LabWorld.start();
    server = WinnowServer.start(directory, LabSettings.of(world));
  }

  @AfterAll
  void stop() {
    server.close();
    world.close();
  }

  /** Past the gateway, which would refuse some of it: straight onto the topic. */
  @Test
  void whateverAnAddressHoldsOnlyCommandsReachASocket() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the addresses: " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> addresses = new ArrayList<>();
    addresses.add("x".repeat(10_000) + "@" + domain(0));
    addresses.add("a@" + "x".repeat(10_000) + "." + domain(0));
    addresses.add("\"" + " ".repeat(10_000) + "\"@" + domain(0));
    addresses.add("\"with space\"@" + domain(1));
    addresses.add("\"with > and \\\" and \\\\\"@" + domain(2));
    addresses.add("plain@" + domain(3));
    while (addresses.size() < FUZZED) {
      addresses.add(odd(random));
    }
    JobId job = new JobId(4_711);

    submit(job, addresses);
    Map<Long, AddressVerified> verified = verified(job, addresses.size());

    assertThat(verified).as("seed %d", seed).hasSize(addresses.size());
    assertThat(world.record().mishaps()).as("seed %d", seed).isEmpty();
    Set<String> recipients = new HashSet<>();
    for (SessionLog session : world.record().sessions()) {
      for (String command : session.commands()) {
        Matcher matcher = WELL_FORMED.matcher(command);
        assertThat(matcher.matches()).as("seed %d: %s", seed, command).isTrue();
        if (matcher.group("recipient") != null) {
          recipients.add(matcher.group("recipient"));
        }
      }
    }
    assertThat(recipients)
        .contains("\"with space\"@" + domain(1), "plain@" + domain(3))
        .allSatisfy(recipient -> assertThat(recipient).doesNotContain("evil.example>"));
    assertThat(verified.get(0L).verdict().reason()).isEqualTo(Reason.INVALID_SYNTAX);
    assertThat(recipients.stream().filter(one -> !Mailbox.looksRandom(one)))
        .as("neither shortened nor mended")
        .allSatisfy(one -> assertThat(one.length()).isLessThan(330));
  }

  private static String domain(int number) {
    return World.domain("odd-" + number, MailKind.STARTTLS);
  }

  private static String odd(RandomGenerator random) {
    StringBuilder address = new StringBuilder("user" + random.nextInt(100));
    address.append('@').append(domain(random.nextInt(20)));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      address.insert(random.nextInt(address.length() + 1), ODD.get(random.nextInt(ODD.size())));
    }
    if (random.nextInt(4) == 0) {
      address.insert(0, '"').insert(address.lastIndexOf("@"), '"');
    }
    return address.toString();
  }

  private void submit(JobId job, List<String> addresses) {
    try (KafkaProducer<String, AddressSubmitted> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.bootstrapServers()),
            new StringSerializer(),
            new AddressSubmittedSerde())) {
      for (int row = 0; row < addresses.size(); row++) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.ADDRESSES.name(),
                    Integer.toString(row),
                    new AddressSubmitted(job, row, addresses.get(row), Level.SMTP, 0, List.of())));
      }
    }
  }

  /** Waits for so many rows of a job. */
  private Map<Long, AddressVerified> verified(JobId job, int rows) {
    Map<Long, AddressVerified> verified = new TreeMap<>();
    try (KafkaConsumer<String, AddressVerified> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                server.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new AddressVerifiedSerde())) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topics.VERIFIED_ADDRESSES.name()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInSameThread()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        row -> {
                          if (row.value().job().equals(job)) {
                            verified.put(row.value().row(), row.value());
                          }
                        });
                return verified.size() >= rows;
              });
    }
    return verified;
  }

  @Test
  void theSameListAgainIsAnsweredWithoutAskingAnybody() throws Exception {
    List<String> list = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      list.add("reused-" + number + "@" + World.domain("reuse-" + number % 10, MailKind.HANGS_UP));
    }
    String first = server.verify(list);
    Map<String, Verdicts.Row> before = server.rows(first);
    long connections = connectionsTo(MailKind.HANGS_UP);

    String second = server.verify(list);
    Map<String, Verdicts.Row> after = server.rows(second);

    assertThat(after).isEqualTo(before);
    assertThat(connections).isPositive();
    assertThat(connectionsTo(MailKind.HANGS_UP)).isEqualTo(connections);
    assertThat(sources(first)).containsExactly(SmtpEvidence.Source.LIVE);
    assertThat(sources(second)).containsExactly(SmtpEvidence.Source.CACHE);
  }

  private long connectionsTo(MailKind kind) {
    return world.record().operator(kind.label() + "-mail.example").connections();
  }

  private Set<SmtpEvidence.Source> sources(String job) {
    Set<SmtpEvidence.Source> sources = new HashSet<>();
    verified(JobId.parse(job.substring(job.lastIndexOf('/') + 1)), 200)
        .values()
        .forEach(
            row -> {
              SmtpEvidence smtp = row.verdict().smtp();
              assertThat(smtp).as("%s", row).isNotNull();
              sources.add(smtp.source());
            });
    return sources;
  }

  @Test
  void aTranscriptIsTheDialogueThatTheServerSaw() throws Exception {
    String domain = World.domain("dialogue", MailKind.BARE_550);
    String address = "postmaster@" + domain;

    JsonNode answer = server.json("/v1/addresses/" + address + "?level=smtp&transcript=true");

    SessionLog session =
        world.record().sessions().stream()
            .filter(one -> one.commands().contains("RCPT TO:<" + address + ">"))
            .findFirst()
            .orElseThrow();
    assertThat(answer.get("reason").asText()).isEqualTo("role_account");
    assertThat(answer.at("/flags/catch_all").asText()).isEqualTo("no");
    assertThat(answer.at("/smtp/source").asText()).isEqualTo("live");
    List<String> transcript = new ArrayList<>();
    answer.at("/smtp/transcript").forEach(line -> transcript.add(line.asText()));
    assertThat(transcript).anyMatch(line -> line.contains("EHLO verifier.winnow-lab.example"));
    for (String command : List.of("MAIL FROM:", "RCPT TO:<")) {
      assertThat(transcript.stream().filter(line -> line.contains(command)).count())
          .as(command)
          .isEqualTo(session.commands().stream().filter(line -> line.startsWith(command)).count());
    }
  }

  @Test
  void theSandboxAsksNobody() throws Exception {
    JsonNode answer =
        server.json("/v1/addresses/mailbox-full@sandbox.winnow.test?level=smtp&transcript=true");

    assertThat(answer.get("status").asText()).isEqualTo("risky");
    assertThat(answer.get("reason").asText()).isEqualTo("mailbox_full");
    assertThat(answer.at("/smtp/source").asText()).isEqualTo("sandbox");
    assertThat(world.record().asked("sandbox.winnow.test")).isEmpty();
  }
}
