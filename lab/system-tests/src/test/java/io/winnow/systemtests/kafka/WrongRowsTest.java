package io.winnow.systemtests.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A program without our library sends lists by hand, well and wrongly. */
class WrongRowsTest {
  private static final String ROW =
      "{\"v\":1,\"job\":%d,\"row\":%d,\"address\":\"nobody\",\"level\":\"syntax\",\"column\":0,"
          + "\"cells\":[]}";

  private static final String LOADED = "{\"type\":\"loaded_up_to\",\"v\":1,\"job\":%d,\"rows\":3}";

  private static final JobEvents EVENTS = new JobEvents();

  /** Reads events, those that are none left out. */
  private static final class JobEvents {
    private final JsonSerde<JobEvent> serde = new JsonSerde<>(JobEvent.class);

    List<JobEvent> of(RunningWinnow winnow) {
      return winnow.read(Topics.JOB_EVENTS.name()).stream()
          .map(record -> serde.deserialize(record.topic(), record.value()))
          .toList();
    }
  }

  private static void submit(RunningWinnow winnow, long job) throws Exception {
    winnow.write(
        Topics.SUBMISSIONS.name(),
        "lab",
        ("{\"v\":1,\"job\":%d,\"nonce\":\"n-%d\",\"account\":\"lab\",\"name\":\"by hand\","
                + "\"level\":\"syntax\",\"layout\":{\"columns\":[\"email\"],\"addressColumn\":0,"
                + "\"delimiter\":\",\",\"header\":true},\"rows\":3,"
                + "\"submittedAt\":\"2026-03-01T12:00:00Z\"}")
            .formatted(job, job));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                EVENTS.of(winnow).stream()
                    .anyMatch(
                        event -> event instanceof JobEvent.Admitted && event.job().value() == job));
  }

  @Test
  void whatOneProgramSendsWronglyFailsItsJobAndNoOther() throws Exception {
    try (RunningWinnow winnow = new RunningWinnow(Map.of("winnow.accounts.open", "lab"))) {
      submit(winnow, 7);
      submit(winnow, 8);
      String addresses = Topics.ADDRESSES.name();
      winnow.write(addresses, "nobody", ROW.formatted(7, 0));
      winnow.write(addresses, "nobody", "{\"v\":1,\"job\":7,\"row\":1,\"address\":");
      winnow.write(addresses, "nobody", "neither of a job nor JSON");
      winnow.write(addresses, "nobody", null);
      winnow.write(addresses, "nobody", ROW.formatted(7, 2));
      winnow.write(Topics.JOB_EVENTS.name(), "7", LOADED.formatted(7));
      for (long row : new long[] {0, 1, 1, 2}) {
        winnow.write(addresses, "nobody", ROW.formatted(8, row));
      }
      winnow.write(Topics.JOB_EVENTS.name(), "8", LOADED.formatted(8));
      winnow.write(
          Topics.SUBMISSIONS.name(), "lab", "{\"v\":99,\"job\":9,\"nonce\":\"n-9\",\"rows\":1}");

      Job failed = winnow.awaitEnd(new JobId(7));
      assertThat(failed.state()).isEqualTo(JobState.FAILED);
      assertThat(failed.failure().code()).isEqualTo("row_unreadable");
      Job good = winnow.awaitEnd(new JobId(8));
      assertThat(good.state()).isEqualTo(JobState.COMPLETED);
      assertThat(good.processed()).isEqualTo(3);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  EVENTS.of(winnow).stream()
                      .anyMatch(
                          event ->
                              event instanceof JobEvent.Refused refused
                                  && refused.nonce().equals("n-9")
                                  && refused.code().equals("submission_unreadable")));
      assertThat(winnow.read(Topics.DEAD_LETTERS.name()))
          .extracting(WrongRowsTest::reason)
          .containsExactlyInAnyOrder(
              "row_unreadable", "row_unreadable", "row_unreadable", "submission_unreadable");
      winnow.assertAlive();
    }
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(Topics.REASON_HEADER).value(), UTF_8);
  }
}
