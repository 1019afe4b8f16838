package io.winnow.sink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import io.winnow.sink.fixtures.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final JobViews views = new JobViews();
  private final Standstill standstill =
      new Standstill(views, Clock.fixed(START.plus(HOUR), ZoneOffset.UTC));

  @Test
  void aJobThatGoesOnDoesNotStandStill() {
    views.put(job(1, 10, 0, START));
    views.put(job(1, 20, 0, START.plusSeconds(3_590)));

    assertThat(standstill.longest()).hasSeconds(10);
  }

  @Test
  void oneWithoutProgressStandsStillHoweverOftenItIsWritten() {
    views.put(job(1, 10, 0, START));
    views.put(job(1, 10, 0, START.plusSeconds(3_000)));

    assertThat(standstill.longest()).isEqualTo(HOUR);
  }

  @Test
  void oneOfWhichEveryRowThatLacksAVerdictWaitsDoesNot() {
    views.put(job(1, 10, 90, START));

    assertThat(standstill.longest()).isZero();
  }

  @Test
  void oneRowThatWaitsDoesNotExcuseTheOthersNorOtherJobs() {
    views.put(job(1, 10, 90, START));
    views.put(job(2, 10, 1, START));

    assertThat(standstill.longest()).isEqualTo(HOUR);
  }

  @Test
  void theTimeCountsFromTheEndOfWaiting() {
    views.put(job(1, 10, 90, START));
    views.put(job(1, 10, 0, START.plusSeconds(3_000)));

    assertThat(standstill.longest()).hasSeconds(600);
  }

  @Test
  void oneThatIsVerifiedAndNotFiledStandsStill() {
    views.put(job(1, 100, 0, START));

    assertThat(standstill.longest()).isEqualTo(HOUR);
  }

  @Test
  void whatHasEndedOrIsGoneCountsNoMore() {
    views.put(job(1, 10, 0, START));
    views.put(job(2, 10, 0, START));

    views.put(Samples.job(1, 100, JobState.COMPLETED, Samples.LAYOUT));
    views.remove(new JobId(2));

    assertThat(standstill.longest()).isZero();
  }

  @Test
  void itIsShownFromTheStart() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    standstill.bindTo(meters);
    assertThat(meters.get("winnow.jobs.standstill").timeGauge().value()).isZero();

    views.put(job(1, 10, 0, START));

    assertThat(meters.get("winnow.jobs.standstill").timeGauge().value()).isEqualTo(3_600);
  }

  /** Of 100 rows, all loaded. */
  private static Job job(long id, long processed, long waiting, Instant at) {
    return new Job(
        Job.VERSION,
        new JobId(id),
        "acme",
        "list.csv",
        JobState.RUNNING,
        Level.SMTP,
        Samples.LAYOUT,
        100,
        100,
        processed,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        START,
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        waiting == 0 ? Map.of() : Map.of(WaitCause.GREYLISTING, new Waiting(waiting, null, null)),
        null);
  }
}
