package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrandProcessorTest {
  private static final ErrandSettings SETTINGS =
      ErrandSettings.of("lookup", ErrandDriver.DEAD)
          .withWaits(Duration.ofMillis(50), Duration.ofMillis(100));

  private final HandErrand errand = new HandErrand();
  private @TempDir Path stateDirectory;
  private ErrandDriver driver;

  @BeforeEach
  void open() {
    open(SETTINGS);
  }

  private void open(ErrandSettings settings) {
    driver = new ErrandDriver(settings, errand, stateDirectory);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anAnswerAtHandIsForwardedAtOnceAndTouchesNoStore() {
    errand.prepare("a", "yes");

    driver.pipe("a", "1");

    assertThat(driver.results()).containsExactly("1=yes");
    assertThat(driver.pendingLogWrites()).isZero();
    assertThat(driver.count("errands.at.hand")).isEqualTo(1);
  }

  @Test
  void aLaterAnswerIsForwardedOnTheTickWithTheRecordsOwnTimestampAndHeaders() {
    Instant time = Instant.parse("2025-06-01T12:00:00Z");
    var headers = new RecordHeaders().add("trace", "t-1".getBytes(UTF_8));
    driver.pipe(new TestRecord<>("a", "1", headers, time));
    errand.answer("a", "yes");
    assertThat(driver.results()).isEmpty();

    driver.tick();

    TestRecord<String, String> result = driver.result();
    assertThat(result.value()).isEqualTo("1=yes");
    assertThat(result.getRecordTime()).isEqualTo(time);
    assertThat(result.headers().lastHeader("trace").value()).asString().isEqualTo("t-1");
  }

  @Test
  void anAnswerIsForwardedBeforeTheNextRecordIsBegun() {
    driver.pipe("a", "1");
    errand.answer("a", "yes");

    driver.pipe("b", "2");

    assertThat(driver.results()).containsExactly("1=yes");
  }

  @Test
  void workThatIsPendingAtTheCommitIsLoggedAndErasedWhenSettled() {
    driver.pipe("a", "1");
    assertThat(driver.pendingLogSize()).isEqualTo(1);

    errand.answer("a", "yes");
    driver.tick();

    assertThat(driver.pendingLogSize()).isZero();
    assertThat(driver.pendingLogWrites()).isEqualTo(2);
  }

  @Test
  void workWithoutResultLeavesNothing() {
    driver.pipe("a", "1");
    errand.answer("a", "done");
    driver.tick();

    assertThat(driver.results()).isEmpty();
    assertThat(driver.deadLetters()).isEmpty();
    assertThat(driver.pendingLogSize()).isZero();
  }

  @Test
  void aRecordWhoseIdIsPendingIsIgnored() {
    driver.pipe("a", "1");
    driver.pipe("a", "1 again");
    errand.answer("a", "yes");
    driver.tick();

    assertThat(driver.results()).containsExactly("1=yes");
    assertThat(errand.runs()).containsExactly("a#1");
  }

  @Test
  void failedWorkIsRunAgainWhenItsDelayIsOver() {
    errand.retryFailures(Duration.ofMinutes(5));
    driver.pipe("a", "1");
    errand.fail("a", new IOException("greylisted"));
    driver.tick();
    assertThat(driver.retryLogSize()).isEqualTo(1);
    assertThat(driver.pendingLogSize()).isZero();

    driver.advance(Duration.ofMinutes(4));
    assertThat(errand.runs()).containsExactly("a#1");
    driver.advance(Duration.ofMinutes(1));
    assertThat(errand.runs()).containsExactly("a#1", "a#2");
    assertThat(driver.retryLogSize()).isZero();

    errand.answer("a", "yes");
    driver.tick();
    assertThat(driver.results()).containsExactly("1=yes");
    assertThat(driver.count("errands.retries")).isEqualTo(1);
  }

  @Test
  void aFailureAtHandIsRetriedToo() {
    errand.retryFailures(Duration.ofSeconds(1));
    errand.prepareFailure("a", new IOException("refused"));
    driver.pipe("a", "1");
    errand.prepare("a", "yes");

    driver.advance(Duration.ofSeconds(1));

    assertThat(driver.results()).containsExactly("1=yes");
    assertThat(errand.runs()).containsExactly("a#1", "a#2");
  }

  @Test
  void pendingWorkIsRunAgainAfterARestartWithItsTimestampAndHeaders() {
    Instant time = Instant.parse("2025-06-01T12:00:00Z");
    var headers = new RecordHeaders().add("trace", "t-1".getBytes(UTF_8)).add("empty", null);
    driver.pipe(new TestRecord<>("a", "1", headers, time));
    CompletableFuture<String> before = errand.future("a");

    driver.restart();
    assertThat(before).isCancelled();
    errand.forget("a");
    assertThat(errand.runs()).containsExactly("a#1");
    driver.tick();
    assertThat(errand.runs()).containsExactly("a#1", "a#1");
    errand.answer("a", "yes");
    driver.tick();

    TestRecord<String, String> result = driver.result();
    assertThat(result.value()).isEqualTo("1=yes");
    assertThat(result.getRecordTime()).isEqualTo(time);
    assertThat(result.headers()).isEqualTo(headers);
    assertThat(driver.pendingLogSize()).isZero();
  }

  @Test
  void waitingRetriesKeepTheirDueTimeAndAttemptOverARestart() {
    errand.retryFailures(Duration.ofMinutes(5));
    errand.prepareFailure("a", new IOException("greylisted"));
    driver.pipe("a", "1");

    driver.restart();
    driver.advance(Duration.ofMinutes(4));
    assertThat(errand.runs()).containsExactly("a#1");
    driver.advance(Duration.ofMinutes(1));

    assertThat(errand.runs()).containsExactly("a#1", "a#2");
  }

  @Test
  void workRestoredBeyondTheBoundIsBegunAsThereIsRoom() {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      driver.pipe(id, "1");
    }

    driver.restart(SETTINGS.withMaxInFlight(2));
    errand.forgetAll();
    errand.runs().clear();
    driver.tick();
    assertThat(errand.runs()).containsExactly("a#1", "b#1");
    errand.answer("a", "yes");
    driver.tick();
    assertThat(errand.runs()).containsExactly("a#1", "b#1", "c#1");
  }

  @Test
  void pastTheBoundTheRecordWaitsUntilAnAnswerMakesRoom() {
    driver.close();
    open(SETTINGS.withMaxInFlight(1).withWaits(Duration.ofMinutes(1), Duration.ofMinutes(1)));
    driver.pipe("a", "1");
    CompletableFuture<String> a = errand.future("a");
    a.completeOnTimeout("yes", 30, TimeUnit.MILLISECONDS);

    driver.pipe("b", "2");

    assertThat(a).isCompleted();
    assertThat(driver.results()).containsExactly("1=yes");
    assertThat(errand.runs()).containsExactly("a#1", "b#1");
    assertThat(driver.registry.get("errands.wait").timer().count()).isEqualTo(1);
  }

  @Test
  void whenWaitingDoesNotHelpRecordsAreAcceptedBeyondTheBoundAndBegunLater() {
    driver.close();
    open(SETTINGS.withMaxInFlight(1));

    driver.pipe("a", "1");
    driver.pipe("b", "2");
    assertThat(errand.runs()).containsExactly("a#1");
    assertThat(driver.pendingLogSize()).isEqualTo(2);

    errand.answer("a", "yes");
    driver.tick();
    assertThat(errand.runs()).containsExactly("a#1", "b#1");
  }

  @Test
  void dueRetriesAreNotStarvedByNewRecords() {
    driver.close();
    open(SETTINGS.withMaxInFlight(1));
    errand.retryFailures(Duration.ofMillis(20));
    driver.pipe("a", "1");
    errand.fail("a", new IOException("busy"));
    driver.pipe("b", "2");

    driver.advance(Duration.ofMillis(20));
    driver.pipe("c", "3");
    errand.answer("b", "yes");
    driver.tick();

    assertThat(errand.runs()).containsExactly("a#1", "b#1", "a#2");
  }

  @Test
  void anErrandThatThrowsCostsItsOwnRecordOnly() {
    driver.pipe("a", "run throws");
    driver.pipe("b", "2");
    driver.pipe("c", "3");
    driver.pipe("d", "4");
    errand.answer("b", "throw");
    errand.answer("c", "nothing");
    errand.answer("d", "yes");
    driver.tick();

    assertThat(driver.results()).containsExactly("4=yes");
    assertThat(driver.deadLetters())
        .extracting(letter -> new String(letter.key(), UTF_8), this::error)
        .containsExactly(
            tuple("a", "java.lang.IllegalStateException: run threw"),
            tuple("b", "java.lang.IllegalArgumentException: answered threw"),
            tuple("c", "java.lang.NullPointerException: the decision is null"));
    assertThat(driver.pendingLogSize()).isZero();
    assertThat(driver.count("errands.dead.letters")).isEqualTo(3);
  }

  @Test
  void aDeadLetterIsTheRecordWithTheReasonInItsHeaders() {
    Instant time = Instant.parse("2025-06-01T12:00:00Z");
    var headers = new RecordHeaders().add("trace", "t-1".getBytes(UTF_8));
    errand.onFailure(failure -> new Decision.DeadLetter<>("no such host"));
    driver.pipe(new TestRecord<>("a", "1", headers, time));
    errand.fail("a", new IOException("NXDOMAIN"));
    driver.tick();

    TestRecord<byte[], byte[]> letter = driver.deadLetters().getFirst();
    assertThat(letter.value()).asString().isEqualTo("1");
    assertThat(letter.getRecordTime()).isEqualTo(time);
    assertThat(letter.headers())
        .extracting(Header::key, header -> new String(header.value(), UTF_8))
        .containsExactly(
            tuple("trace", "t-1"),
            tuple(DeadLetterHeaders.ERRAND, "lookup"),
            tuple(DeadLetterHeaders.ATTEMPTS, "1"),
            tuple(DeadLetterHeaders.WHY, "no such host"),
            tuple(DeadLetterHeaders.ERROR, "java.io.IOException: NXDOMAIN"));
  }

  @Test
  void aRecordWithoutIdIsADeadLetter() {
    driver.pipe("", "1");
    driver.pipe(null, "2");

    assertThat(driver.deadLetters())
        .extracting(letter -> header(letter, DeadLetterHeaders.WHY))
        .containsExactly("id() returned nothing", "id() returned nothing");
  }

  @Test
  void anAnswerToATaskThatWasClosedIsDropped() {
    errand.refuseCancellation();
    driver.pipe("a", "1");
    CompletableFuture<String> late = errand.future("a");
    driver.restart();
    errand.forget("a");
    driver.tick();

    late.complete("too late");
    driver.tick();
    assertThat(driver.results()).isEmpty();

    errand.answer("a", "yes");
    driver.tick();
    assertThat(driver.results()).containsExactly("1=yes");
  }

  @Test
  void metersTellWhatGoesOnAndGoWithTheLastTask() {
    errand.retryFailures(Duration.ofHours(1));
    driver.pipe("a", "1");
    driver.pipe("b", "2");
    errand.fail("b", new IOException("busy"));
    driver.advance(Duration.ofSeconds(2));

    assertThat(driver.gauge("errands.in.flight")).isEqualTo(1);
    assertThat(driver.gauge("errands.pending")).isEqualTo(1);
    assertThat(driver.gauge("errands.retries.waiting")).isEqualTo(1);
    assertThat(driver.gauge("errands.pending.oldest.age")).isEqualTo(2);
    assertThat(driver.count("errands.completions")).isEqualTo(1);

    driver.stop();
    assertThat(driver.registry.getMeters()).isEmpty();
  }

  private String error(TestRecord<byte[], byte[]> letter) {
    return header(letter, DeadLetterHeaders.ERROR);
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
