package io.winnow.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.gateway.spool.UploadRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of a job that was just made of its list.
 *
 * @param id the job
 * @param state always {@link JobState#LOADING}
 * @param name what people call it
 * @param level how far its rows are verified
 * @param rows how many there are
 * @param duplicates how many of them are duplicates of others; absent when nobody asked
 * @param layout how the list was understood
 * @param deadline when what has no verdict yet gets {@code unknown}; absent when it was not asked
 * @param links where to go from here
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
    Links links) {

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
        new Links(UploadRoutes.JOBS + "/" + id));
  }
}
