package io.winnow.verifier.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.ContactCheck;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.Level;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Topics;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.verifier.cancelled.HandCancelled;
import io.winnow.verifier.lists.BuiltIn;
import io.winnow.verifier.probing.LaneChoice;
import io.winnow.verifier.resolve.DnsFailure;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTopologyTest {
  private static final Flags SCREENED =
      Flags.NONE
          .with(Flag.NULL_MX, Flags.Answer.UNKNOWN)
          .with(Flag.IMPLICIT_MX, Flags.Answer.UNKNOWN)
          .with(Flag.CATCH_ALL, Flags.Answer.UNKNOWN)
          .with(Flag.MAILBOX_FULL, Flags.Answer.UNKNOWN)
          .with(Flag.MAILBOX_DISABLED, Flags.Answer.UNKNOWN);

  private static final Flags DNS_KNOWN =
      SCREENED.with(Flag.NULL_MX, false).with(Flag.IMPLICIT_MX, false);

  private static final JobId JOB = new JobId(7);
  private static final Route ACME = new Route.MailHosts(List.of("mx.acme.test"), false);

  @TempDir Path state;
  private final Map<String, Queue<CompletableFuture<Route>>> asked = new HashMap<>();
  private final HandCancelled cancelled = new HandCancelled();
  private final AtomicReference<Lists> lists = new AtomicReference<>(Lists.empty());
  private TopologyTestDriver driver;
  private TestInputTopic<String, AddressSubmitted> addresses;
  private TestOutputTopic<String, AddressVerified> verified;

  @BeforeEach
  void start() {
    start(Optional.empty());
  }

  private void start(Optional<LaneChoice> lanes) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver =
        new TopologyTestDriver(
            VerificationTopology.build(
                new Screen(lists::get),
                this::ask,
                List.of(Duration.ofSeconds(3), Duration.ofSeconds(5)),
                100,
                lanes,
                cancelled,
                new SimpleMeterRegistry()),
            properties);
    addresses =
        driver.createInputTopic(
            Topics.ADDRESSES.name(), new StringSerializer(), new AddressSubmittedSerde());
    verified =
        driver.createOutputTopic(
            Topics.VERIFIED_ADDRESSES.name(), new StringDeserializer(), new AddressVerifiedSerde());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private CompletableFuture<Route> ask(String domain) {
    CompletableFuture<Route> answer = new CompletableFuture<>();
    asked.computeIfAbsent(domain, _ -> new ArrayDeque<>()).add(answer);
    return answer;
  }

  private void answer(String domain, Route route) {
    asked.get(domain).remove().complete(route);
    driver.advanceWallClockTime(Duration.ofMillis(20));
  }

  private void submit(long row, String address, Level level) {
    addresses.pipeInput(
        address, new AddressSubmitted(JOB, row, address, level, 1, List.of("a", "ä\"b")));
  }

  @Test
  void aDomainWithAMailHostOfDisposableOnesIsDisposable() {
    lists.set(BuiltIn.withDisposableMailHost("mx.acme.test"));
    submit(0, "ada@acme.test", Level.DNS);
    submit(1, "ada@b.test", Level.DNS);

    answer("acme.test", ACME);
    answer("b.test", new Route.MailHosts(List.of("mx.b.test"), false));

    AddressVerified disposable = verified.readValue();
    assertThat(disposable.verdict().reason()).isEqualTo(Reason.DISPOSABLE);
    assertThat(disposable.verdict().flags()).isEqualTo(DNS_KNOWN.with(Flag.DISPOSABLE, true));
    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.SMTP_NOT_CHECKED);
  }

  @Test
  void theVerdictOfAContactsAddressGoesToTheDirectoryAlone() {
    TestOutputTopic<String, ContactVerdict> verdicts =
        driver.createOutputTopic(
            Topics.CONTACT_VERDICTS.name(),
            new StringDeserializer(),
            new JsonSerde<>(ContactVerdict.class));
    ContactCheck check = new ContactCheck(41, "acme", 7, "batch");
    addresses.pipeInput("x", check.row("ada@acme.test", Level.DNS));
    addresses.pipeInput("y", check.row("ada@some.invalid", Level.DNS));

    answer("acme.test", new Route.NullMx());

    assertThat(verdicts.readKeyValuesToList())
        .containsExactly(
            KeyValue.pair("acme", ContactVerdict.of(check, Reason.RESERVED_DOMAIN)),
            KeyValue.pair("acme", ContactVerdict.of(check, Reason.NULL_MX)));
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void verdictsThatAGatewayWaitsForAreCopiedToItsAnswers() {
    TestOutputTopic<String, AddressVerified> answers =
        driver.createOutputTopic(
            Topics.ANSWERS.name(), new StringDeserializer(), new AddressVerifiedSerde());
    Headers headers = new RecordHeaders().add(Topics.ANSWER_TO_HEADER, "berlin".getBytes(UTF_8));
    submit(0, "nobody waits", Level.DNS);
    addresses.pipeInput(
        new TestRecord<>(
            "x", new AddressSubmitted(JOB, 1, "no address", Level.DNS, 0, List.of()), headers));
    addresses.pipeInput(
        new TestRecord<>(
            "y", new AddressSubmitted(JOB, 2, "a@acme.test", Level.DNS, 0, List.of()), headers));

    answer("acme.test", ACME);

    assertThat(answers.readKeyValuesToList())
        .extracting(answer -> answer.key + " " + answer.value.row())
        .containsExactly("berlin 1", "berlin 2");
    assertThat(verified.readKeyValuesToList()).hasSize(3);
  }

  @Test
  void anAddressGetsTheVerdictOfItsDomainsRouteAndKeepsItsCells() {
    submit(50_001, " Ada@ACME.test", Level.DNS);
    assertThat(verified.isEmpty()).isTrue();

    answer("acme.test", ACME);

    var record = verified.readRecord();
    assertThat(record.key()).isEqualTo("7/1");
    assertThat(record.value())
        .isEqualTo(
            new AddressVerified(
                JOB,
                50_001,
                new Verdict(
                    Reason.SMTP_NOT_CHECKED,
                    null,
                    "Ada@acme.test",
                    null,
                    DNS_KNOWN,
                    "mx.acme.test",
                    null),
                " Ada@ACME.test",
                1,
                List.of("a", "ä\"b")));
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void whatTheScreenDecidesAsksNobody() {
    submit(0, "no-at", Level.DNS);
    submit(1, "", Level.DNS);
    submit(2, "a@[192.0.2.1]", Level.DNS);
    submit(3, "a@b.invalid", Level.DNS);
    submit(4, "a@acme.test", Level.SYNTAX);

    assertThat(verified.readValuesToList())
        .extracting(row -> row.verdict().reason())
        .containsExactly(
            Reason.INVALID_SYNTAX,
            Reason.EMPTY_ROW,
            Reason.DOMAIN_LITERAL,
            Reason.RESERVED_DOMAIN,
            Reason.DNS_NOT_CHECKED);
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedDomainIsAskedAgainAfterEachDelayAndIsUnknownInTheEnd() {
    Route.Unanswered timeout = new Route.Unanswered(DnsFailure.TIMEOUT);
    submit(0, "a@acme.test", Level.DNS);

    answer("acme.test", timeout);
    driver.advanceWallClockTime(Duration.ofMillis(2_900));
    assertThat(asked.get("acme.test")).isEmpty();
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    answer("acme.test", timeout);
    driver.advanceWallClockTime(Duration.ofSeconds(7));
    assertThat(verified.isEmpty()).isTrue();
    answer("acme.test", timeout);

    assertThat(verified.readValue().verdict())
        .isEqualTo(
            new Verdict(Reason.DNS_TIMEOUT, null, "a@acme.test", null, SCREENED, null, null));
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void rowsThatWaitForTheDnsAreToldAndNoneInTheEnd() {
    TestOutputTopic<String, JobWaits> waits =
        driver.createOutputTopic(
            Topics.JOB_WAITS.name(), new StringDeserializer(), new JsonSerde<>(JobWaits.class));
    submit(0, "a@acme.test", Level.DNS);
    submit(1, "b@acme.test", Level.DNS);
    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));
    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));
    driver.advanceWallClockTime(Duration.ofMillis(300));

    JobWaits told = waits.readRecord().value();
    assertThat(told.job()).isEqualTo(JOB);
    Waiting retries = told.waiting().get(WaitCause.DNS_RETRY);
    assertThat(retries.rows()).isEqualTo(2);
    assertThat(retries.nextAt()).isNotNull();
    driver.advanceWallClockTime(Duration.ofSeconds(3));
    answer("acme.test", ACME);
    answer("acme.test", ACME);

    assertThat(verified.readValuesToList()).hasSize(2);
    assertThat(waits.readValuesToList().getLast().waiting()).isEmpty();
  }

  @Test
  void aDomainThatRecoversGetsItsTrueVerdict() {
    submit(0, "a@acme.test", Level.DNS);

    answer("acme.test", new Route.Unanswered(DnsFailure.SERVER_FAILURE));
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    answer("acme.test", ACME);

    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.SMTP_NOT_CHECKED);
  }

  @Test
  void rowsOfACancelledJobAreNotAskedAbout() {
    cancelled.add(JOB.value());
    submit(0, "a@acme.test", Level.DNS);
    submit(1, "no-at", Level.DNS);

    assertThat(verified.readValuesToList())
        .extracting(row -> row.verdict().reason())
        .containsExactly(Reason.CANCELLED, Reason.INVALID_SYNTAX);
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedDomainIsNotAskedAgainForACancelledJob() {
    submit(0, "a@acme.test", Level.DNS);
    cancelled.add(JOB.value());

    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));

    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void aRowThatWaitedWhileItsJobWasCancelledIsNotAskedAgain() {
    submit(0, "a@acme.test", Level.DNS);
    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));
    cancelled.add(JOB.value());

    driver.advanceWallClockTime(Duration.ofSeconds(4));
    driver.advanceWallClockTime(Duration.ofMillis(20));

    assertThat(asked.get("acme.test")).isEmpty();
    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void aFaultOfOursIsUnknownAndTheRowIsNotLost() {
    submit(0, "a@acme.test", Level.DNS);

    asked.get("acme.test").remove().completeExceptionally(new IllegalStateException("broken"));
    driver.advanceWallClockTime(Duration.ofMillis(20));

    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.INTERNAL_ERROR);
  }

  @Test
  void aWaitingRowThatNoLongerPassesTheScreenGetsWhatTheScreenSaysNow() {
    submit(0, "a@acme.test", Level.DNS);
    submit(1, "abcdef@acme.test", Level.DNS);
    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));
    answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));

    lists.set(BuiltIn.withRule("acme.test least=6 characters=a-z"));
    driver.advanceWallClockTime(Duration.ofSeconds(5));

    AddressVerified refused = verified.readValue();
    assertThat(refused.row()).isZero();
    assertThat(refused.verdict().reason()).isEqualTo(Reason.PROVIDER_RULE_VIOLATION);
    assertThat(refused.verdict().detail()).isEqualTo("least_length 6");
    answer("acme.test", ACME);
    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.SMTP_NOT_CHECKED);
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void aRowStoredByAnOlderVersionThatWouldNotPassTodayIsRead() {
    var serde = ScreenedRow.serde(new Screen(Lists::empty));
    AddressSubmitted row = new AddressSubmitted(JOB, 3, "no longer sound", Level.DNS, 0, List.of());
    byte[] stored = new AddressSubmittedSerde().serialize("store", row);

    ScreenedRow read = serde.deserializer().deserialize("store", stored);

    assertThat(read.row()).isEqualTo(row);
    assertThat(read.screened()).isInstanceOf(Screened.Invalid.class);
  }

  @Test
  void atLevelSmtpARowGoesOnToTheLaneOfItsMailHosts() {
    driver.close();
    start(
        Optional.of(
            (hosts, domain) -> new LaneChoice.Choice(hosts.getFirst() + "#1", "acme-mail")));
    TestOutputTopic<String, ProbeRequested> probes =
        driver.createOutputTopic(
            Topics.PROBES.name(), new StringDeserializer(), new ProbeRequestedSerde());
    submit(3, "Ada@ACME.test", Level.SMTP);
    answer("acme.test", ACME);
    submit(4, "a@null.test", Level.SMTP);
    answer("null.test", new Route.NullMx());
    submit(5, "b@acme.test", Level.DNS);
    answer("acme.test", ACME);

    var record = probes.readRecord();
    assertThat(record.key()).isEqualTo("mx.acme.test#1");
    assertThat(record.value())
        .isEqualTo(
            new ProbeRequested(
                "acme-mail",
                List.of("mx.acme.test"),
                false,
                new AddressSubmitted(
                    JOB, 3, "Ada@ACME.test", Level.SMTP, 1, List.of("a", "ä\"b"))));
    assertThat(probes.isEmpty()).isTrue();
    assertThat(verified.readValuesToList())
        .extracting(row -> row.verdict().reason())
        .containsExactly(Reason.NULL_MX, Reason.SMTP_NOT_CHECKED);
  }

  @Test
  void whereMailServersAreNotAskedLevelSmtpSaysSo() {
    submit(3, "a@acme.test", Level.SMTP);
    answer("acme.test", ACME);

    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.SMTP_NOT_CHECKED);
  }

  @Test
  void aGatewayThatWaitsGetsACopy() {
    TestOutputTopic<String, AddressVerified> answers =
        driver.createOutputTopic(
            Topics.ANSWERS.name(), new StringDeserializer(), new AddressVerifiedSerde());
    RecordHeaders headers = new RecordHeaders();
    headers.add(Topics.ANSWER_TO_HEADER, "gateway-7".getBytes(UTF_8));
    for (String address : List.of("no-at", "a@acme.test")) {
      addresses.pipeInput(
          new TestRecord<>(
              address, new AddressSubmitted(JOB, 0, address, Level.DNS, 0, List.of()), headers));
    }
    submit(1, "also-no-at", Level.DNS);
    answer("acme.test", ACME);

    assertThat(answers.readKeyValuesToList())
        .extracting(answer -> answer.key + " " + answer.value.verdict().reason())
        .containsExactly("gateway-7 INVALID_SYNTAX", "gateway-7 SMTP_NOT_CHECKED");
    assertThat(verified.readValuesToList()).hasSize(3);
  }

  private static AddressSubmitted withDuplicates(String address, Level level) {
    return new AddressSubmitted(
        JOB,
        49_999,
        address,
        level,
        1,
        List.of("first"),
        RowOptions.PLAIN,
        List.of(
            new RowCopy(50_000, " " + address, List.of("second")),
            new RowCopy(250_000, address, List.of())),
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no address", "a@acme.test"})
  void duplicatesGetTheVerdictOfTheirFirstRowInTheirOwnPlaces(String address) {
    TestOutputTopic<String, AddressVerified> answers =
        driver.createOutputTopic(
            Topics.ANSWERS.name(), new StringDeserializer(), new AddressVerifiedSerde());
    Headers headers = new RecordHeaders().add(Topics.ANSWER_TO_HEADER, "berlin".getBytes(UTF_8));
    addresses.pipeInput(new TestRecord<>(address, withDuplicates(address, Level.DNS), headers));
    if (address.contains("@")) {
      answer("acme.test", new Route.Unanswered(DnsFailure.TIMEOUT));
      driver.advanceWallClockTime(Duration.ofSeconds(5));
      answer("acme.test", ACME);
    }

    var all = verified.readRecordsToList();
    Verdict verdict = all.getFirst().value().verdict();
    assertThat(all).extracting(TestRecord::key).containsExactly("7/0", "7/1", "7/5");
    assertThat(all)
        .extracting(TestRecord::value)
        .containsExactly(
            new AddressVerified(JOB, 49_999, verdict, address, 1, List.of("first")),
            new AddressVerified(JOB, 50_000, verdict, " " + address, 1, List.of("second"), 49_999L),
            new AddressVerified(JOB, 250_000, verdict, address, 1, List.of(), 49_999L));
    assertThat(answers.readValuesToList())
        .extracting(AddressVerified::row)
        .containsExactly(49_999L);
    assertThat(asked.values()).allMatch(Queue::isEmpty);
  }

  @Test
  void aRowThatLeadsFurtherDuplicatesIsItselfOne() {
    AddressSubmitted row = withDuplicates("no address", Level.DNS);
    addresses.pipeInput(
        "x",
        new AddressSubmitted(
            JOB,
            row.row(),
            row.address(),
            row.level(),
            row.column(),
            row.cells(),
            row.options(),
            row.duplicates(),
            17L));

    assertThat(verified.readValuesToList())
        .extracting(AddressVerified::duplicateOf)
        .containsExactly(17L, 17L, 17L);
  }

  @Test
  void duplicatesGoOnWithTheirFirstRowToItsLane() {
    driver.close();
    start(Optional.of((hosts, domain) -> new LaneChoice.Choice("lane", "acme-mail")));
    TestOutputTopic<String, ProbeRequested> probes =
        driver.createOutputTopic(
            Topics.PROBES.name(), new StringDeserializer(), new ProbeRequestedSerde());
    AddressSubmitted row = withDuplicates("a@acme.test", Level.SMTP);
    addresses.pipeInput("x", row);

    answer("acme.test", ACME);

    assertThat(probes.readValuesToList())
        .extracting(ProbeRequested::submitted)
        .containsExactly(row);
    assertThat(verified.isEmpty()).isTrue();
  }
}
