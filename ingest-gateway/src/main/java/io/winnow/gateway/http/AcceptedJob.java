package io.winnow.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    ListLayout layout,
    @Nullable Instant deadline,
    Links links) {

  /**
   * Paths on the same server.
   *
   * @param self the job
   */
  public record Links(String self) {}

  /** A job that has just been admitted. */
  public static AcceptedJob of(JobId id, UploadRequest request, ListLayout layout, long rows) {
    return new AcceptedJob(
        id,
        JobState.LOADING,
        request.name(),
        request.level(),
        rows,
        layout,
        request.options().deadline(),
        new Links(UploadRoutes.JOBS + "/" + id));
  }
}
