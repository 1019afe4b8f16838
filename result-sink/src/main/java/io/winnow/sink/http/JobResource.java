package io.winnow.sink.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job as HTTP clients see it.
 *
 * @param total rows in the list
 * @param loaded rows that have been handed to the verifier; of a cancelled job there come no more
 * @param processed rows with a verdict
 * @param percent processed of total, with one decimal; 100 only when all are
 * @param byStatus verdicts counted by status, those without any left out
 * @param byReason verdicts counted by reason, those without any left out
 * @param duplicates how many of the processed rows are duplicates of others; absent when nobody
 *     asked
 * @param rowsPerSecond of late; 0 when it does not run
 * @param etaSeconds at that rate, and until what waits is tried again; absent when nobody can tell
 * @param rowsEachSecond the same as rowsPerSecond
 * @param secondsToCome the same as etaSeconds
 * @param completedAt when it reached its last state; absent before
 * @param failure why it failed; absent unless it did
 * @param waiting rows that wait for a later attempt, or for their turn at a mail server, by why; a
 *     cause for which none waits is left out
 * @param counts verdicts by status, by reason, and by the operator of the mail server
 * @param credits what it costs; absent for accounts that need none
 * @param metadata as it was given with the list; absent when there was none
 * @param webhook as it was given with the list; absent when there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobResource(
    JobId id,
    String name,
    JobState state,
    Level level,
    long total,
    long loaded,
    long processed,
    double percent,
    Map<Status, Long> byStatus,
    Map<Reason, Long> byReason,
    @Nullable Long duplicates,
    double rowsPerSecond,
    @Nullable Long etaSeconds,
    @JsonProperty("rows_per_second") double rowsEachSecond,
    @JsonProperty("eta_seconds") @Nullable Long secondsToCome,
    Map<WaitCause, Waiting> waiting,
    Counts counts,
    @Nullable JobCredits credits,
    Instant submittedAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    Job.@Nullable Failure failure,
    @Nullable JsonNode metadata,
    @Nullable String webhook,
    Links links) {

  /**
   * Where to go from here.
   *
   * @param self the job
   * @param results its list with verdicts, as far as there are any
   */
  record Links(String self, String results) {}

  /**
   * Verdicts counted; what there is none of is left out.
   *
   * @param byOperator only of rows whose mail server was asked
   */
  record Counts(
      @JsonProperty("by_status") Map<Status, Long> byStatus,
      @JsonProperty("by_reason") Map<Reason, Long> byReason,
      @JsonProperty("by_operator") Map<String, Long> byOperator) {}

  /**
   * Some jobs, newest first.
   *
   * @param next cursor of the page with older ones; absent when there are none
   * @param nextCursor the same
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(
      List<JobResource> jobs,
      @Nullable String next,
      @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  static JobResource of(Job job) {
    JobOptions options = Objects.requireNonNullElse(job.options(), JobOptions.PLAIN);
    String self = JobRoutes.JOBS + "/" + job.id();
    return new JobResource(
        job.id(),
        job.name(),
        job.state(),
        job.level(),
        job.rows(),
        job.loaded(),
        job.processed(),
        percent(job.processed(), job.rows()),
        inOrder(Status.class, job.byStatus()),
        inOrder(Reason.class, job.byReason()),
        job.duplicates(),
        job.rowsPerSecond(),
        job.etaSeconds(),
        job.rowsPerSecond(),
        job.etaSeconds(),
        job.waiting(),
        new Counts(
            inOrder(Status.class, job.byStatus()),
            inOrder(Reason.class, job.byReason()),
            new TreeMap<>(job.byOperator())),
        job.credits(),
        job.submittedAt(),
        job.updatedAt(),
        job.completedAt(),
        job.failure(),
        options.metadata(),
        options.webhook(),
        new Links(self, self + "/results.csv"));
  }

  private static double percent(long processed, long total) {
    return total == 0 ? 100 : Math.floor(processed * 1000.0 / total) / 10;
  }

  private static <E extends Enum<E>> Map<E, Long> inOrder(Class<E> type, Map<E, Long> counts) {
    Map<E, Long> inOrder = new EnumMap<>(type);
    inOrder.putAll(counts);
    return inOrder;
  }
}
