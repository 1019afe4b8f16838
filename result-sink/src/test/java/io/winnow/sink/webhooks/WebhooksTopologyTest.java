package io.winnow.sink.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.LookupOptions;
import io.winnow.contracts.Topics;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookDelivery.State;
import io.winnow.contracts.WebhookEvent;
import io.winnow.contracts.WebhookRedelivery;
import io.winnow.contracts.json.Json;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.http.JobDocument;
import io.winnow.sink.webhooks.Answer.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are given by hand; the clock stands still but when it is advanced. */
class WebhooksTopologyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:01:00Z");
  private static final BulkJobIds IDS = new BulkJobIds("secret");
  private static final String HOOK = "https://hooks.test/x";
  private static final Answer OK = new Answer.Received(200);
  private static final Answer BUSY = new Answer.Received(503);

  @TempDir Path state;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Letter> sent = new ArrayList<>();
  private final Queue<CompletableFuture<Answer>> open = new ArrayDeque<>();
  private TopologyTestDriver driver;
  private TestInputTopic<String, Job> jobs;
  private TestInputTopic<String, WebhookRedelivery> redeliveries;
  private TestOutputTopic<String, WebhookDelivery> log;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    WebhookSettings settings =
        WebhookSettings.from(
            Settings.of(Map.of("winnow.webhooks.retry-delays", "5 s, 1 min, 1 h")));
    driver =
        new TopologyTestDriver(
            WebhooksTopology.build(settings, this::send, new Letters(JobDocument::of, IDS), meters),
            properties,
            NOW);
    jobs =
        driver.createInputTopic(
            Topics.JOBS_TABLE.name(), new StringSerializer(), new JsonSerde<>(Job.class));
    redeliveries =
        driver.createInputTopic(
            Topics.WEBHOOK_REDELIVERIES.name(),
            new StringSerializer(),
            new JsonSerde<>(WebhookRedelivery.class));
    log =
        driver.createOutputTopic(
            Topics.WEBHOOK_DELIVERIES.name(),
            new StringDeserializer(),
            new JsonSerde<>(WebhookDelivery.class));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private CompletableFuture<Answer> send(Letter letter) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    sent.add(letter);
    open.add(answer);
    return answer;
  }

  private void answer(Answer answer) {
    open.remove().complete(answer);
    advance(Duration.ofMillis(20));
  }

  private void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  private void show(Job job) {
    jobs.pipeInput(job.id().toString(), job);
  }

  private void redeliver(String event) {
    redeliveries.pipeInput(
        "42", new WebhookRedelivery(WebhookRedelivery.VERSION, new JobId(42), event, NOW));
  }

  private WebhookDelivery latest() {
    return log.readValuesToList().getLast();
  }

  private static Job job(JobState state) {
    return job(state, 100, new JobOptions(HOOK, null, Dedupe.OFF));
  }

  private static Job job(JobState state, long processed, JobOptions options) {
    Job job = Samples.job(42, 1000, state, Samples.LAYOUT);
    return new Job(
        job.v(),
        job.id(),
        job.account(),
        job.name(),
        job.state(),
        job.level(),
        job.layout(),
        job.rows(),
        job.loaded(),
        processed,
        job.sealedSlices(),
        job.byStatus(),
        job.byReason(),
        job.rowsPerSecond(),
        job.etaSeconds(),
        job.submittedAt(),
        job.updatedAt(),
        job.completedAt(),
        job.failure(),
        options,
        job.credits());
  }

  @Test
  void theEndOfAJobIsToldOnceHoweverOftenItShows() {
    show(job(JobState.RUNNING));
    show(job(JobState.COMPLETED));
    show(job(JobState.COMPLETED));
    answer(OK);
    show(job(JobState.COMPLETED));

    assertThat(sent).hasSize(1);
    WebhookDelivery delivery = latest();
    assertThat(delivery.state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.event()).isEqualTo(WebhookEvent.COMPLETED);
    assertThat(delivery.tries()).isEqualTo(1);
    assertThat(delivery.attempts().getFirst().status()).isEqualTo(200);
    assertThat(delivery.nextAttemptAt()).isNull();
    assertThat(meters.get("winnow.webhooks.attempts").tag("result", "delivered").timer().count())
        .isEqualTo(1);
  }

  @Test
  void theLetterHasTheJobAsHttpClientsSeeIt() throws Exception {
    show(job(JobState.FAILED));

    Letter letter = sent.getFirst();
    JsonNode body = Json.MAPPER.readTree(letter.body());
    assertThat(letter.webhook()).isEqualTo(HOOK);
    assertThat(letter.account()).isEqualTo("acme");
    assertThat(letter.event()).isEqualTo("42-failed");
    assertThat(body.get("id").asText()).isEqualTo("42-failed");
    assertThat(body.get("event").asText()).isEqualTo("failed");
    assertThat(body.get("createdAt").asText()).isEqualTo("2026-03-01T12:00:09Z");
    assertThat(body.get("job").toString())
        .isEqualTo(Json.MAPPER.writeValueAsString(JobDocument.of(job(JobState.FAILED))));
  }

  /** [INF] 4.3 of the reference: the status document, in the form that was accepted. */
  @Test
  void aJobOfContactsIsToldAsItsOwnApiWould() {
    LookupOptions xml = new LookupOptions(false, LookupOptions.Form.XML);
    LookupOptions json = new LookupOptions(false, LookupOptions.Form.JSON);
    show(job(JobState.COMPLETED, 1000, JobOptions.lookingUp(xml, HOOK)));
    String id = IDS.of("acme", new JobId(42));

    Letter letter = sent.getFirst();
    assertThat(letter.event()).isEqualTo("42-completed");
    assertThat(letter.contentType()).isEqualTo("application/xml");
    assertThat(letter.body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><BulkJobStatus><jobId>"
                + id
                + "</jobId><status>finished</status><totalProcessed>1000</totalProcessed>"
                + "<type>targetContactDetails</type></BulkJobStatus>");
    Letter other =
        new Letters(JobDocument::of, IDS)
            .of(told(job(JobState.CANCELLED, 7, JobOptions.lookingUp(json, HOOK))));
    assertThat(other.contentType()).isEqualTo("application/json");
    assertThat(other.body())
        .isEqualTo(
            "{\"jobId\":\"%s\",\"status\":\"aborted\",\"totalProcessed\":7,\"type\":\"targetContactDetails\"}"
                .formatted(id));
  }

  private static Told told(Job job) {
    return Told.first(DueEvent.of(job).orElseThrow(), job, NOW);
  }

  @Test
  void jobsWithoutAWebhookAndOthersStatesAreNotTold() {
    show(Samples.job(7, 3, JobState.COMPLETED, Samples.LAYOUT));
    show(job(JobState.LOADING));
    show(job(JobState.RUNNING));
    show(job(JobState.CANCELLING));

    assertThat(sent).isEmpty();
    assertThat(log.isEmpty()).isTrue();
  }

  @Test
  void aReceiverThatFailsFiveTimesIsToldTheSixthTime() {
    show(job(JobState.CANCELLED));
    for (String delay : List.of("PT5S", "PT1M", "PT1H", "PT1H", "PT1H")) {
      answer(BUSY);
      WebhookDelivery waiting = latest();
      assertThat(waiting.state()).isEqualTo(State.PENDING);
      assertThat(waiting.nextAttemptAt()).isNotNull();

      advance(Duration.parse(delay).minusMillis(100));
      assertThat(open).isEmpty();
      advance(Duration.ofMillis(200));
      assertThat(open).hasSize(1);
    }
    answer(OK);
    advance(Duration.ofDays(2));

    WebhookDelivery delivery = latest();
    assertThat(delivery.state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.attempts())
        .extracting(WebhookDelivery.Attempt::status)
        .containsExactly(503, 503, 503, 503, 503, 200);
    assertThat(sent).hasSize(6).containsOnly(sent.getFirst());
  }

  @Test
  void afterADayItIsGivenUp() {
    show(job(JobState.COMPLETED));
    while (!open.isEmpty()) {
      answer(new Answer.Failed(Fault.TIMEOUT, "Total timeout 15000 ms elapsed"));
      advance(Duration.ofHours(1));
    }

    WebhookDelivery delivery = latest();
    assertThat(delivery.state()).isEqualTo(State.GIVEN_UP);
    assertThat(delivery.nextAttemptAt()).isNull();
    assertThat(delivery.tries()).isBetween(23, 26).isEqualTo(sent.size());
    assertThat(delivery.attempts())
        .allMatch(attempt -> "timeout".equals(attempt.error()))
        .allMatch(attempt -> attempt.at().isBefore(NOW.plus(Duration.ofDays(1))));
  }

  @Test
  void whatEndedLongAgoIsInTheLogButNotTold() {
    advance(Duration.ofHours(25));

    show(job(JobState.COMPLETED));

    assertThat(sent).isEmpty();
    assertThat(latest().state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void aRefusalIsInTheLogAndTheEnd() {
    show(job(JobState.COMPLETED));

    answer(new Answer.Refused(Fault.PRIVATE_ADDRESS, "it leads to 10.0.0.1"));
    advance(Duration.ofHours(25));

    assertThat(sent).hasSize(1);
    WebhookDelivery delivery = latest();
    assertThat(delivery.state()).isEqualTo(State.REFUSED);
    assertThat(delivery.attempts().getFirst().error()).isEqualTo("private_address");
    assertThat(delivery.attempts().getFirst().message()).isEqualTo("it leads to 10.0.0.1");
  }

  @Test
  void aFaultOfOursDoesNotCostTheEvent() {
    show(job(JobState.COMPLETED));

    open.remove().completeExceptionally(new IllegalStateException("made by this test"));
    advance(Duration.ofMillis(20));
    advance(Duration.ofSeconds(6));
    answer(OK);

    assertThat(latest().attempts())
        .extracting(WebhookDelivery.Attempt::error)
        .containsExactly("internal", null);
  }

  @Test
  void progressIsToldAtEachStepThatIsSeen() {
    JobOptions options = new JobOptions(HOOK, null, Dedupe.OFF, 25, null);
    for (long processed : List.of(0L, 240L, 251L, 300L, 800L, 990L, 1000L)) {
      show(job(JobState.RUNNING, processed, options));
    }
    show(job(JobState.COMPLETED, 1000, options));

    assertThat(sent)
        .extracting(Letter::event)
        .containsExactly("42-progress-25", "42-progress-75", "42-completed");
  }

  @Test
  void progressIsNotWorthADay() {
    show(job(JobState.RUNNING, 500, new JobOptions(HOOK, null, Dedupe.OFF, 50, null)));

    answer(BUSY);
    advance(Duration.ofSeconds(6));
    answer(BUSY);
    advance(Duration.ofSeconds(61));
    answer(BUSY);

    assertThat(latest().state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void whatWasDeliveredCanBeDeliveredAgain() {
    show(job(JobState.COMPLETED));
    answer(OK);

    redeliver("42-completed");
    assertThat(latest().state()).isEqualTo(State.PENDING);
    answer(BUSY);
    advance(Duration.ofSeconds(6));
    answer(OK);

    WebhookDelivery delivery = latest();
    assertThat(delivery.state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.round()).isEqualTo(2);
    assertThat(delivery.tries()).isEqualTo(3);
    assertThat(sent).hasSize(3).containsOnly(sent.getFirst());
  }

  @Test
  void aRedeliveryTakesThePlaceOfTheAttemptThatWaits() {
    show(job(JobState.COMPLETED));
    answer(BUSY);

    redeliver("42-completed");
    assertThat(open).hasSize(1);
    answer(OK);
    advance(Duration.ofHours(2));

    assertThat(sent).hasSize(2);
    assertThat(latest().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void anEarlierRoundThatIsHeardAfterAllEndsTheLaterOne() {
    show(job(JobState.COMPLETED));
    CompletableFuture<Answer> first = open.remove();
    redeliver("42-completed");
    answer(BUSY);

    first.complete(OK);
    advance(Duration.ofMillis(20));
    advance(Duration.ofHours(2));

    assertThat(sent).hasSize(2);
    assertThat(latest().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void eventsThatThereAreNotCannotBeRedelivered() {
    redeliver("42-completed");

    assertThat(sent).isEmpty();
    assertThat(log.isEmpty()).isTrue();
  }

  @Test
  void ofAJobThatIsDeletedNothingIsLeftNorTold() {
    show(job(JobState.COMPLETED));
    answer(BUSY);

    jobs.pipeInput("42", null);
    advance(Duration.ofHours(2));

    assertThat(sent).hasSize(1);
    assertThat(log.readKeyValuesToList().getLast()).isEqualTo(KeyValue.pair("42-completed", null));
  }

  @Test
  void anAnswerForADeletedJobIsNotLogged() {
    show(job(JobState.COMPLETED));
    jobs.pipeInput("42", null);

    answer(OK);

    assertThat(log.readKeyValuesToList().getLast()).isEqualTo(KeyValue.pair("42-completed", null));
  }

  @Test
  void theLogRemembersTheLatestAttempts() {
    show(job(JobState.COMPLETED));
    answer(OK);
    for (int i = 0; i < 60; i++) {
      redeliver("42-completed");
      answer(OK);
    }

    WebhookDelivery delivery = latest();
    assertThat(delivery.tries()).isEqualTo(61);
    assertThat(delivery.attempts()).hasSize(WebhookDelivery.MOST_ATTEMPTS);
  }
}
