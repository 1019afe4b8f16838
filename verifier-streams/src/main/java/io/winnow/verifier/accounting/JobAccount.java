package io.winnow.verifier.accounting;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobState;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Status;
import io.winnow.contracts.Submission;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books of one job: what was submitted, loaded, counted and filed. Every entry may come twice
 * and is booked once. Mutable; of one stream thread.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class JobAccount {
  private final Submission submission;
  private JobState state;
  private long loaded;
  private final Map<Integer, SliceCounts> tallies;
  @JsonIgnore private final BitSet sealed;
  private @Nullable Instant completedAt;
  private Job.@Nullable Failure failure;
  private final Pace pace;
  private @Nullable JobCredits credits;
  private @Nullable Long stoppedAt;
  private boolean toBeDeleted;
  private final Map<String, Map<WaitCause, Waiting>> waitsOfTasks;

  /**
   * A new account, opened at admission.
   *
   * @param reserved credits; null when the account is unmetered
   */
  JobAccount(Submission submission, @Nullable Long reserved, Instant now) {
    this(
        submission,
        JobState.LOADING,
        0,
        new HashMap<>(),
        new long[0],
        null,
        null,
        Pace.startingAt(now),
        reserved == null ? null : new JobCredits(reserved, 0, 0),
        null,
        false,
        null);
  }

  @JsonCreator
  JobAccount(
      @JsonProperty("submission") Submission submission,
      @JsonProperty("state") JobState state,
      @JsonProperty("loaded") long loaded,
      @JsonProperty("tallies") Map<Integer, SliceCounts> tallies,
      @JsonProperty("sealed") long[] sealedWords,
      @JsonProperty("completedAt") @Nullable Instant completedAt,
      @JsonProperty("failure") Job.@Nullable Failure failure,
      @JsonProperty("pace") Pace pace,
      @JsonProperty("credits") @Nullable JobCredits credits,
      @JsonProperty("stoppedAt") @Nullable Long stoppedAt,
      @JsonProperty("toBeDeleted") @Nullable Boolean toBeDeleted,
      @JsonProperty("waitsOfTasks") @Nullable Map<String, Map<WaitCause, Waiting>> waitsOfTasks) {
    this.submission = submission;
    this.state = state;
    this.loaded = loaded;
    this.tallies = new HashMap<>(tallies);
    this.sealed = BitSet.valueOf(sealedWords);
    this.completedAt = completedAt;
    this.failure = failure;
    this.pace = pace;
    this.credits = credits;
    this.stoppedAt = stoppedAt;
    this.toBeDeleted = toBeDeleted != null && toBeDeleted;
    this.waitsOfTasks = waitsOfTasks == null ? new HashMap<>() : new HashMap<>(waitsOfTasks);
  }

  @JsonProperty("sealed")
  private long[] sealedWords() {
    return sealed.toLongArray();
  }

  Submission submission() {
    return submission;
  }

  JobState state() {
    return state;
  }

  /** Whether the account was opened for that very submission. */
  boolean isOf(Submission other) {
    return isOf(other.nonce());
  }

  /** Whether the account was opened for the submission with that nonce. */
  boolean isOf(String nonce) {
    return submission.nonce().equals(nonce);
  }

  /** Whether it became a job that somebody was told of, and not one that its gateway gave up. */
  boolean isMade() {
    return failure == null || !failure.code().equals(JobEvent.Failed.ABANDONED);
  }

  /**
   * The job has ended, and its rows are paid for.
   *
   * @return what is to be settled; empty when nothing was reserved
   */
  OptionalLong charge(Charge charge) {
    if (credits == null || credits.reserved() == 0) {
      return OptionalLong.empty();
    }
    long reserved = credits.reserved();
    long charged = charge.of(reserved, submission.rows(), state, byReason(), duplicatesByReason());
    credits = new JobCredits(reserved, charged, reserved - charged);
    return OptionalLong.of(charged);
  }

  /** Rows below that number are on the topic. */
  void loadedUpTo(long rows) {
    if (stoppedAt == null) {
      loaded = Math.max(loaded, rows);
    }
  }

  /** Somebody wants it to stop; a job that has ended stays as it ended. */
  void cancelRequested() {
    if (!state.terminal()) {
      state = JobState.CANCELLING;
    }
  }

  /** No more than so many rows are, or will be, on the topic. */
  void loadingStopped(long rows) {
    cancelRequested();
    if (stoppedAt == null) {
      endAt(rows);
    }
  }

  /**
   * No rows come from there on. Duplicates may have ridden ahead of that and have verdicts: what is
   * beyond does not count, but a slice that has been sealed with them stays as it is.
   */
  private void endAt(long rows) {
    int last = SliceId.countFor(rows) - 1;
    SliceCounts counts = last >= 0 && sealed.get(last) ? tallies.get(last) : null;
    long end = counts == null ? rows : Math.max(rows, firstRow(last) + counts.rows());
    stoppedAt = end;
    loaded = end;
    sealed.clear(last + 1, Math.max(last + 1, sealed.length()));
    tallies.keySet().removeIf(slice -> slice > last);
    tallies.computeIfPresent(last, (_, told) -> told.rows() > rowsIn(last) ? null : told);
  }

  /** Somebody wants nothing to be left of it, once it has ended. */
  void deletionRequested() {
    cancelRequested();
    toBeDeleted = true;
  }

  /** Whether nothing is to be left of it now. */
  boolean isToGo() {
    return toBeDeleted && state.terminal();
  }

  /**
   * How far a slice has come. Of what sinks tell in turn, the most rows are nearest to the truth: a
   * sink that starts again may know of fewer for a while. When all are counted nothing more is
   * booked, so that a tally that comes late does not change what was sealed.
   */
  void tallied(int slice, SliceCounts counts) {
    if (stoppedAt != null && sealed.get(slice)) {
      return;
    }
    SliceCounts booked = tallies.get(slice);
    int rows = counts.rows();
    if (rows > (booked == null ? 0 : booked.rows()) && rows <= rowsIn(slice)) {
      tallies.put(slice, counts);
    }
  }

  /**
   * A slice is in a file.
   *
   * @param counts of the rows in that file, the last word on them; null when nobody can tell, and
   *     what was told before must do
   */
  void sealed(int slice, @Nullable SliceCounts counts) {
    if (slice >= SliceId.countFor(stoppedAt == null ? submission.rows() : stoppedAt)) {
      return;
    }
    sealed.set(slice);
    if (counts != null) {
      tallies.put(slice, counts);
      if (stoppedAt != null && counts.rows() > rowsIn(slice)) {
        // it was sealed before the sink heard of the end
        endAt(stoppedAt);
      }
    }
  }

  private long firstRow(int slice) {
    return new SliceId(submission.job(), slice).firstRow();
  }

  private int rowsIn(int slice) {
    return new SliceId(submission.job(), slice)
        .rowsIn(stoppedAt == null ? submission.rows() : stoppedAt);
  }

  /**
   * What waits in a task of the verifier now.
   *
   * @param waiting empty when nothing does
   */
  void waits(String task, Map<WaitCause, Waiting> waiting) {
    if (waiting.isEmpty()) {
      waitsOfTasks.remove(task);
    } else {
      waitsOfTasks.put(task, waiting);
    }
  }

  private Map<WaitCause, Waiting> waiting() {
    Map<WaitCause, Waiting> all = new EnumMap<>(WaitCause.class);
    for (Map<WaitCause, Waiting> ofTask : waitsOfTasks.values()) {
      ofTask.forEach((cause, rows) -> all.merge(cause, rows, Waiting::and));
    }
    return all;
  }

  /** The job cannot be finished; a job that has ended stays as it ended. */
  void failed(Job.Failure why, Instant now) {
    if (!state.terminal()) {
      state = JobState.FAILED;
      failure = why;
      completedAt = now;
    }
  }

  /**
   * Moves on to the state that the books allow.
   *
   * @return whether it changed
   */
  boolean advance(Instant now) {
    JobState before = state;
    if (state == JobState.LOADING && loaded == submission.rows()) {
      state = JobState.RUNNING;
    }
    if (state == JobState.RUNNING && hasAll(submission.rows())) {
      state = JobState.COMPLETED;
      completedAt = now;
    }
    if (state == JobState.CANCELLING && isLoadedForGood() && hasAll(loaded)) {
      state = JobState.CANCELLED;
      completedAt = now;
    }
    if (state.terminal()) {
      waitsOfTasks.clear();
    }
    return state != before;
  }

  /** Whether no more rows will be on the topic. */
  private boolean isLoadedForGood() {
    return stoppedAt != null || loaded == submission.rows();
  }

  /** Whether the first rows are all counted and filed; there are no others then. */
  private boolean hasAll(long rows) {
    return sealed.cardinality() == SliceId.countFor(rows) && processed() == rows;
  }

  private long processed() {
    return tallies.values().stream().mapToLong(SliceCounts::rows).sum();
  }

  /** Null when nobody asked. */
  private @Nullable Long duplicates() {
    if (submission.wholeOptions().dedupe() == Dedupe.OFF) {
      return null;
    }
    return duplicatesByReason().values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<Reason, Long> byReason() {
    return total(SliceCounts::byReason);
  }

  private Map<Reason, Long> duplicatesByReason() {
    return total(SliceCounts::duplicates);
  }

  private Map<String, Long> byOperator() {
    Map<String, Long> total = new TreeMap<>();
    for (SliceCounts tally : tallies.values()) {
      tally.byOperator().forEach((name, rows) -> total.merge(name, (long) rows, Long::sum));
    }
    return total;
  }

  private Map<Reason, Long> total(Function<SliceCounts, Map<Reason, Integer>> part) {
    Map<Reason, Long> total = new EnumMap<>(Reason.class);
    for (SliceCounts tally : tallies.values()) {
      part.apply(tally).forEach((reason, rows) -> total.merge(reason, (long) rows, Long::sum));
    }
    return total;
  }

  /** The job as everybody may see it. */
  Job view(Instant now) {
    Map<Reason, Long> byReason = byReason();
    Map<Status, Long> byStatus = new EnumMap<>(Status.class);
    byReason.forEach((reason, count) -> byStatus.merge(reason.status(), count, Long::sum));
    long processed = byStatus.values().stream().mapToLong(Long::longValue).sum();
    double rate = pace.reached(processed, now);
    boolean ended = state.terminal();
    Map<WaitCause, Waiting> waiting = waiting();
    return new Job(
        Job.VERSION,
        submission.job(),
        submission.account(),
        submission.name(),
        state,
        submission.level(),
        submission.layout(),
        submission.rows(),
        loaded,
        processed,
        sealed.cardinality(),
        byStatus,
        byReason,
        ended ? 0 : rate,
        ended ? null : Remaining.seconds(toCome() - processed, rate, waiting, now),
        submission.submittedAt(),
        now,
        completedAt,
        failure,
        submission.jobOptions(),
        credits,
        duplicates(),
        stoppedAt != null && stoppedAt < submission.rows() ? stoppedAt : null,
        byOperator(),
        waiting,
        submission.gateway());
  }

  /** What stays known of a job whose retention is over: nothing that its user has put in. */
  Job expired(Instant now) {
    return new Job(
        Job.VERSION,
        submission.job(),
        submission.account(),
        "",
        JobState.EXPIRED,
        submission.level(),
        new ListLayout(List.of(""), 0, ",", false),
        submission.rows(),
        0,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        submission.submittedAt(),
        now,
        completedAt,
        null,
        null,
        null,
        null,
        null);
  }

  /** How many rows are expected to have a verdict in the end, as far as it is known. */
  private long toCome() {
    return state == JobState.CANCELLING ? loaded : submission.rows();
  }
}
