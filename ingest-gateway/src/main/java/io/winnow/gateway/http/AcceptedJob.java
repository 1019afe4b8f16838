package io.winnow.gateway.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.gateway.spool.UploadRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of a job that was just made of its list, or that it ends.
 *
 * @param id the job
 * @param state {@link JobState#LOADING} when it was just made
 * @param name what people call it
 * @param level how far its rows are verified
 * @param rows how many there are
 * @param duplicates how many of them are duplicates of others; absent when nobody asked
 * @param layout how the list was understood
 * @param deadline when what has no verdict yet gets {@code unknown}; absent when it was not asked
 * @param metadata as it was given; absent when there was none
 * @param webhook as it was given; absent when there was none
 * @param links where to go from here
 * @param replayed whether it was made by an earlier upload with the same idempotency key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptedJob(
    JobId id,
    JobState state,
    String name,
    Level level,
    long rows,
    @Nullable Long duplicates,
    ListLayout layout,
    @Nullable Instant deadline,
    @Nullable JsonNode metadata,
    @Nullable String webhook,
    Links links,
    @JsonIgnore boolean replayed) {

  /**
   * Paths on the same server.
   *
   * @param self the job
   */
  public record Links(String self) {}

  /** A job that has just been admitted, of a list without duplicates. */
  public static AcceptedJob of(JobId id, UploadRequest request, ListLayout layout, long rows) {
    return of(id, request, layout, rows, 0);
  }

  /**
   * A job that has just been admitted.
   *
   * @param duplicates how many of its rows are, if anybody asked
   */
  public static AcceptedJob of(
      JobId id, UploadRequest request, ListLayout layout, long rows, long duplicates) {
    return new AcceptedJob(
        id,
        JobState.LOADING,
        request.name(),
        request.level(),
        rows,
        request.jobOptions().dedupe() == Dedupe.OFF ? null : duplicates,
        layout,
        request.options().deadline(),
        request.jobOptions().metadata(),
        request.jobOptions().webhook(),
        linksTo(id),
        false);
  }

  /** A job that is to end, in the state that it is about to have. */
  public static AcceptedJob ending(Job job) {
    JobOptions options = job.options() == null ? JobOptions.PLAIN : job.options();
    return new AcceptedJob(
        job.id(),
        JobState.CANCELLING,
        job.name(),
        job.level(),
        job.rows(),
        job.duplicates(),
        job.layout(),
        null,
        options.metadata(),
        options.webhook(),
        linksTo(job.id()),
        false);
  }

  /**
   * The same, when it was made by an earlier upload. Its deadline may have been said relative to
   * that, so it is left out.
   *
   * @param known where the job stands, if that is known by now
   */
  public AcceptedJob sentAgain(Optional<JobState> known) {
    return new AcceptedJob(
        id,
        known.orElse(state),
        name,
        level,
        rows,
        duplicates,
        layout,
        null,
        metadata,
        webhook,
        links,
        true);
  }

  private static Links linksTo(JobId id) {
    return new Links(UploadRoutes.JOBS + "/" + id);
  }
}
