package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands now. Written by the accounting topology alone.
 *
 * @param v version of this record's form
 * @param id the job
 * @param account who owns it
 * @param name what people call it
 * @param state where it stands
 * @param level how far its rows are verified
 * @param layout how the list is laid out
 * @param rows how many there are
 * @param loaded how many are on the topic of addresses
 * @param processed how many have a verdict
 * @param sealedSlices how many slices are in files
 * @param byStatus verdicts counted by status; a status without verdicts is absent
 * @param byReason verdicts counted by reason; a reason without verdicts is absent
 * @param rowsPerSecond verdicts per second of late; 0 when it does not run
 * @param etaSeconds how long it will take at that rate, and until what waits is tried again; null
 *     when nobody can tell
 * @param submittedAt by the gateway's clock
 * @param updatedAt when this state was written
 * @param completedAt when it reached a terminal state; null before
 * @param failure why it failed; null unless it did
 * @param options what was asked of the job as a whole; null for nothing
 * @param credits what it costs; null for jobs of unmetered accounts
 * @param duplicates how many of the processed rows are duplicates of others; null when nobody asked
 * @param finalRows how many of its rows there are for good, since it was cancelled before all were
 *     loaded and loading has stopped; null when all come
 * @param byOperator verdicts of rows whose mail server was asked, counted by who runs it: the
 *     operators known by name, all others as {@link SliceCounts#OTHERS}; absent on the wire when
 *     there are none
 * @param waiting rows that wait for a later attempt, or for their turn at a mail server, by why;
 *     absent on the wire when none does
 * @param gateway the gateway that has the list on its disk until it is loaded; null when it was
 *     submitted by a program that loads it itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
    int v,
    JobId id,
    String account,
    String name,
    JobState state,
    Level level,
    ListLayout layout,
    long rows,
    long loaded,
    long processed,
    int sealedSlices,
    Map<Status, Long> byStatus,
    Map<Reason, Long> byReason,
    double rowsPerSecond,
    @Nullable Long etaSeconds,
    Instant submittedAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    @Nullable Failure failure,
    @Nullable JobOptions options,
    @Nullable JobCredits credits,
    @Nullable Long duplicates,
    @Nullable Long finalRows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> byOperator,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<WaitCause, Waiting> waiting,
    @Nullable String gateway) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public Job {
    Component.knownVersion(v, VERSION);
    Component.required(id, "id");
    Component.required(account, "account");
    Component.required(name, "name");
    Component.required(state, "state");
    Component.required(level, "level");
    Component.required(layout, "layout");
    Component.required(submittedAt, "submittedAt");
    Component.required(updatedAt, "updatedAt");
    byStatus = Map.copyOf(Component.required(byStatus, "byStatus"));
    byReason = Map.copyOf(Component.required(byReason, "byReason"));
    byOperator = byOperator == null ? Map.of() : Map.copyOf(byOperator);
    waiting = waiting == null ? Map.of() : JobWaits.ordered(waiting);
  }

  /**
   * A job of which no mail server has been asked, and nothing waits.
   *
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public Job(
      int v,
      JobId id,
      String account,
      String name,
      JobState state,
      Level level,
      ListLayout layout,
      long rows,
      long loaded,
      long processed,
      int sealedSlices,
      Map<Status, Long> byStatus,
      Map<Reason, Long> byReason,
      double rowsPerSecond,
      @Nullable Long etaSeconds,
      Instant submittedAt,
      Instant updatedAt,
      @Nullable Instant completedAt,
      @Nullable Failure failure,
      @Nullable JobOptions options,
      @Nullable JobCredits credits,
      @Nullable Long duplicates,
      @Nullable Long finalRows) {
    this(
        v,
        id,
        account,
        name,
        state,
        level,
        layout,
        rows,
        loaded,
        processed,
        sealedSlices,
        byStatus,
        byReason,
        rowsPerSecond,
        etaSeconds,
        submittedAt,
        updatedAt,
        completedAt,
        failure,
        options,
        credits,
        duplicates,
        finalRows,
        Map.of(),
        Map.of(),
        null);
  }

  /**
   * The same, and it asks for no duplicates, and all rows come.
   *
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public Job(
      int v,
      JobId id,
      String account,
      String name,
      JobState state,
      Level level,
      ListLayout layout,
      long rows,
      long loaded,
      long processed,
      int sealedSlices,
      Map<Status, Long> byStatus,
      Map<Reason, Long> byReason,
      double rowsPerSecond,
      @Nullable Long etaSeconds,
      Instant submittedAt,
      Instant updatedAt,
      @Nullable Instant completedAt,
      @Nullable Failure failure,
      @Nullable JobOptions options,
      @Nullable JobCredits credits) {
    this(
        v,
        id,
        account,
        name,
        state,
        level,
        layout,
        rows,
        loaded,
        processed,
        sealedSlices,
        byStatus,
        byReason,
        rowsPerSecond,
        etaSeconds,
        submittedAt,
        updatedAt,
        completedAt,
        failure,
        options,
        credits,
        null,
        null);
  }

  /**
   * Why a job failed.
   *
   * @param code stable, for programs
   * @param message for people
   */
  public record Failure(String code, String message) {
    /**
     * @throws IllegalArgumentException when something is missing
     */
    public Failure {
      Component.required(code, "code");
      Component.required(message, "message");
    }
  }

  /**
   * How many of its rows get a verdict and a place in its results: all, unless it was cancelled.
   */
  public long comingRows() {
    return finalRows == null ? rows : finalRows;
  }

  /** How many slices the rows that come are in. */
  public int slices() {
    return SliceId.countFor(comingRows());
  }
}
