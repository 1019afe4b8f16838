package io.winnow.verifier.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.verification.VerificationTopology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongRecordsTest {
  private static final String GOOD =
      "{\"v\":1,\"job\":%d,\"row\":%d,\"address\":\"no address\",\"level\":\"syntax\","
          + "\"column\":0,\"cells\":[]}";

  @TempDir Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> addresses;
  private TestOutputTopic<String, AddressVerified> verified;
  private TestOutputTopic<String, JobEvent> events;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    // the driver's producer forgets what is sent in a transaction before a record is processed
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, WrongRecords.class);
    properties.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    driver =
        new TopologyTestDriver(
            VerificationTopology.build(
                new Screen(Lists::empty),
                _ -> new CompletableFuture<Route>(),
                List.of(),
                100,
                Optional.empty(),
                CancelledJobs.NONE,
                new SimpleMeterRegistry()),
            properties);
    addresses =
        driver.createInputTopic(
            Topics.ADDRESSES.name(), new StringSerializer(), new ByteArraySerializer());
    verified =
        driver.createOutputTopic(
            Topics.VERIFIED_ADDRESSES.name(), new StringDeserializer(), new AddressVerifiedSerde());
    events =
        driver.createOutputTopic(
            Topics.JOB_EVENTS.name(), new StringDeserializer(), new JsonSerde<>(JobEvent.class));
    deadLetters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void send(String value) {
    addresses.pipeInput("a@b.example", value.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"job\":7,\"row\":",
        "{\"v\":99,\"job\":7,\"row\":0,\"address\":\"a\",\"level\":\"dns\",\"column\":0}",
        "{\"v\":1,\"job\":7,\"row\":0,\"level\":\"dns\",\"column\":0,\"cells\":[]}",
        "{\"v\":1,\"job\":7,\"row\":-1,\"address\":\"a\",\"level\":\"dns\",\"column\":0}",
        "{\"v\":1,\"job\":7,\"row\":0,\"address\":\"a\",\"level\":\"best\",\"column\":0}",
        "{\"v\":1,\"deep\":{\"job\":8},\"job\":7,\"row\":\"1\"}",
      })
  void aRowThatCannotBeReadFailsItsJobAloneAndStopsNobody(String wrong) {
    send(wrong);
    send(GOOD.formatted(8, 0));

    assertThat(events.readKeyValuesToList())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key).isEqualTo("7");
              assertThat(one.value).isInstanceOf(JobEvent.Failed.class);
              JobEvent.Failed failed = (JobEvent.Failed) one.value;
              assertThat(failed.job()).isEqualTo(new JobId(7));
              assertThat(failed.code()).isEqualTo("row_unreadable");
              assertThat(failed.message()).contains("offset 0 of winnow.addresses-0");
            });
    assertThat(verified.readValuesToList())
        .extracting(AddressVerified::job)
        .containsExactly(new JobId(8));
    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.value()).asString(UTF_8).isEqualTo(wrong);
    assertThat(letter.key()).asString(UTF_8).isEqualTo("a@b.example");
    assertThat(letter.headers().lastHeader("winnow-reason").value())
        .asString(UTF_8)
        .isEqualTo("row_unreadable");
    assertThat(letter.headers().lastHeader("__streams.errors.message").value())
        .asString(UTF_8)
        .isNotBlank();
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "addresses!", "[7]", "{\"job\":\"7\"}", "{\"job\":0}", "{\"row\":7}"})
  void whatNamesNoJobIsADeadLetterAlone(String wrong) {
    send(wrong);
    send(GOOD.formatted(8, 0));

    assertThat(events.isEmpty()).isTrue();
    assertThat(deadLetters.readValuesToList()).hasSize(1);
    assertThat(verified.readValuesToList()).hasSize(1);
  }

  @Test
  void aRecordWithoutAValueIsADeadLetterAndFailsTheJobOfItsHeader() {
    addresses.pipeInput(
        new TestRecord<>(
            "a@b.example", null, new RecordHeaders().add(Topics.JOB_HEADER, "7".getBytes(UTF_8))));
    addresses.pipeInput(new TestRecord<>("a@b.example", (byte[]) null));
    send(GOOD.formatted(8, 0));

    assertThat(events.readValuesToList())
        .singleElement()
        .extracting(JobEvent::job)
        .isEqualTo(new JobId(7));
    assertThat(deadLetters.readValuesToList()).hasSize(2);
    assertThat(verified.readValuesToList()).hasSize(1);
  }

  @Test
  void aJobIsSaidToFailOnceHoweverManyOfItsRowsAreWrong() {
    for (int row = 0; row < 100; row++) {
      send("{\"job\":7,\"row\":" + row);
    }

    assertThat(events.readValuesToList()).hasSize(1);
    assertThat(deadLetters.readValuesToList()).hasSize(100);
  }

  @Test
  void aRecordWhoseTransactionWasTakenBackIsToldAgain() {
    WrongRecords handler = new WrongRecords();
    handler.configure(Map.of());

    List<Integer> told = new ArrayList<>();
    for (long offset : new long[] {5, 6, 9, 5, 6}) {
      told.add(handle(handler, Topics.ADDRESSES.name(), offset, "{\"job\":7,").size());
    }

    assertThat(told).containsExactly(1, 0, 0, 1, 0);
  }

  @Test
  void aSubmissionThatCannotBeReadIsRefusedByItsNonce() {
    WrongRecords handler = new WrongRecords();
    handler.configure(Map.of());

    List<ProducerRecord<byte[], byte[]>> out =
        handle(
            handler,
            Topics.SUBMISSIONS.name(),
            0,
            "{\"v\":1,\"job\":7,\"nonce\":\"n-1\",\"account\":\"acme\"}");

    assertThat(out).hasSize(1);
    JobEvent event =
        new JsonSerde<>(JobEvent.class).deserialize(out.getFirst().topic(), out.getFirst().value());
    assertThat(event)
        .isInstanceOfSatisfying(
            JobEvent.Refused.class,
            refused -> {
              assertThat(refused.nonce()).isEqualTo("n-1");
              assertThat(refused.code()).isEqualTo("submission_unreadable");
              assertThat(refused.message()).contains("because");
            });
    assertThat(handle(handler, Topics.SUBMISSIONS.name(), 1, "{\"v\":1,\"job\":7}")).isEmpty();
    assertThat(handle(handler, Topics.SLICE_TALLIES.name(), 1, "{\"v\":1,\"job\":7}")).isEmpty();
  }

  /** What it sends beside dead letters, for which it has no topic here. */
  private static List<ProducerRecord<byte[], byte[]>> handle(
      WrongRecords handler, String topic, long offset, String value) {
    return handler
        .handleError(
            new Place(topic, offset),
            new ConsumerRecord<>(topic, 0, offset, new byte[0], value.getBytes(UTF_8)),
            new IllegalStateException("because"))
        .deadLetterQueueRecords();
  }

  /** Where a record was found. */
  private record Place(String topic, long offset) implements ErrorHandlerContext {
    @Override
    public int partition() {
      return 0;
    }

    @Override
    public Headers headers() {
      return new RecordHeaders();
    }

    @Override
    public String processorNodeId() {
      return "source";
    }

    @Override
    public TaskId taskId() {
      return new TaskId(0, 0);
    }

    @Override
    public long timestamp() {
      return 0;
    }

    @Override
    public byte[] sourceRawKey() {
      return new byte[0];
    }

    @Override
    public byte[] sourceRawValue() {
      return new byte[0];
    }
  }
}
