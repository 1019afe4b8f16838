package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology over stores on disk; {@link ProbingTest} and its like have the rest. */
class ProbingTopologyTest {
  @TempDir Path state;
  private final HandLanes lanes = new HandLanes(System::currentTimeMillis, 2);
  private TopologyTestDriver driver;
  private TestInputTopic<String, ProbeRequested> probes;
  private TestOutputTopic<String, AddressVerified> verified;
  private TestOutputTopic<String, AddressVerified> answers;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver =
        new TopologyTestDriver(
            ProbingTopology.build(
                new Screen(Lists::empty),
                ProbeRig.SETTINGS,
                lanes,
                ProbeRig::choose,
                CancelledJobs.NONE,
                new SimpleMeterRegistry()),
            properties);
    probes =
        driver.createInputTopic(
            Topics.PROBES.name(), new StringSerializer(), new ProbeRequestedSerde());
    verified =
        driver.createOutputTopic(
            Topics.VERIFIED_ADDRESSES.name(), new StringDeserializer(), new AddressVerifiedSerde());
    answers =
        driver.createOutputTopic(
            Topics.ANSWERS.name(), new StringDeserializer(), new AddressVerifiedSerde());
  }

  @AfterEach
  void stop() {
    driver.close();
    assertThat(lanes.openLanes()).isEmpty();
  }

  private static ProbeRequested probe(long row, String address) {
    return new ProbeRequested(
        "acme-mail",
        List.of("mx.acme.test"),
        true,
        new AddressSubmitted(new JobId(7), row, address, Level.SMTP, 0, List.of("ä\"b")));
  }

  @Test
  void aVerdictGoesToItsSliceAndToTheGatewayThatWaits() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Topics.ANSWER_TO_HEADER, "gateway-7".getBytes(UTF_8));
    probes.pipeInput(new TestRecord<>("acme#1", probe(50_001, "a@acme.test"), headers));
    probes.pipeInput("acme#1", probe(1, "b@acme.test"));

    lanes.accept("a@acme.test", CatchAll.NO);
    driver.advanceWallClockTime(Duration.ofMillis(20));
    driver.advanceWallClockTime(Duration.ofMillis(20));
    lanes.refuse("b@acme.test");
    driver.advanceWallClockTime(Duration.ofMillis(20));

    assertThat(verified.readKeyValuesToList())
        .extracting(row -> row.key + " " + row.value.verdict().reason())
        .containsExactly("7/1 ACCEPTED_MAILBOX", "7/0 MAILBOX_NOT_FOUND");
    assertThat(answers.readKeyValuesToList())
        .extracting(row -> row.key + " " + row.value.row())
        .containsExactly("gateway-7 50001");
  }

  @Test
  void greylistedRowsWaitOnDisk() {
    for (int row = 0; row < 100; row++) {
      probes.pipeInput("acme", probe(row, "a" + row + "@acme.test"));
    }
    lanes.greylist("a0@acme.test");
    driver.advanceWallClockTime(Duration.ofMillis(20));
    driver.advanceWallClockTime(Duration.ofMillis(20));
    driver.advanceWallClockTime(Duration.ofMillis(20));
    assertThat(driver.getKeyValueStore(ProbeStores.HELD).approximateNumEntries()).isEqualTo(99);
    assertThat(verified.isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofMinutes(7));
    for (int rounds = 0; rounds < 300 && verified.getQueueSize() < 100; rounds++) {
      for (HandLanes.Asked one : List.copyOf(lanes.unanswered())) {
        lanes.accept(one.address(), CatchAll.NO);
      }
      driver.advanceWallClockTime(Duration.ofMillis(20));
    }

    assertThat(verified.readValuesToList())
        .hasSize(100)
        .allMatch(row -> row.verdict().reason() == Reason.ACCEPTED_MAILBOX);
  }

  @Test
  void aRowComesBackInTheLaneOfItsNextMailHost() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Topics.ANSWER_TO_HEADER, "gateway-7".getBytes(UTF_8));
    ProbeRequested request =
        new ProbeRequested(
            "acme-mail",
            List.of("mx1.acme.test", "mx2.acme.test", "backup.b.test", "mx3.acme.test"),
            false,
            probe(3, "a@acme.test").submitted());
    probes.pipeInput(new TestRecord<>(ProbeRig.LANE, request, headers));

    lanes.sendElsewhere("a@acme.test");
    driver.advanceWallClockTime(Duration.ofMillis(20));

    assertThat(lanes.unanswered())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.inquiry().lane()).isEqualTo("backup.b.test");
              assertThat(asked.inquiry().mailHosts())
                  .containsExactly("backup.b.test", "mx3.acme.test");
            });
    lanes.accept("a@acme.test", CatchAll.NO);
    driver.advanceWallClockTime(Duration.ofMillis(20));
    AddressVerified row = answers.readValue();
    assertThat(row.verdict().reason()).isEqualTo(Reason.ACCEPTED_MAILBOX);
    assertThat(row.verdict().smtp().operator()).isEqualTo("at backup.b.test");
    assertThat(verified.readValuesToList()).hasSize(1);
  }

  @Test
  void aRecordWithoutALaneIsADeadLetter() {
    var dead =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ProbeRequestedSerde());

    probes.pipeInput(probe(1, "b@acme.test"));

    assertThat(dead.readRecord().headers().lastHeader("winnow.why")).isNotNull();
    assertThat(verified.isEmpty()).isTrue();
  }

  @Test
  void whatNoLongerPassesTheScreenGetsItsVerdictOfThat() {
    probes.pipeInput("acme", probe(1, "no-at"));

    assertThat(verified.readValue().verdict().reason()).isEqualTo(Reason.INVALID_SYNTAX);
  }

  @Test
  void duplicatesWaitWithTheirFirstRowAndGetItsVerdict() {
    AddressSubmitted first =
        new AddressSubmitted(
            new JobId(7),
            1,
            "a@acme.test",
            Level.SMTP,
            0,
            List.of("first"),
            RowOptions.PLAIN,
            List.of(new RowCopy(120_000, "A@acme.test", List.of("second"))),
            null);
    probes.pipeInput(
        "acme", new ProbeRequested("acme-mail", List.of("mx.acme.test"), false, first));
    lanes.greylist("a@acme.test");
    driver.advanceWallClockTime(Duration.ofMillis(20));
    assertThat(verified.isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofMinutes(7));
    lanes.refuse("a@acme.test");
    driver.advanceWallClockTime(Duration.ofMillis(20));

    var both = verified.readRecordsToList();
    assertThat(both)
        .extracting(row -> row.key() + " " + row.value().verdict().reason())
        .containsExactly("7/0 MAILBOX_NOT_FOUND", "7/2 MAILBOX_NOT_FOUND");
    assertThat(both.getLast().value())
        .isEqualTo(
            AddressVerified.of(
                first, first.duplicates().getFirst(), both.getFirst().value().verdict()));
    assertThat(both.getLast().value().duplicateOf()).isEqualTo(1);
  }
}
