package io.winnow.sink.jobs;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All jobs as they stand now, and which ones are no more. Safe for concurrent use. */
public final class JobViews {
  /** A job of which nothing else is known any more. */
  private record Expired(String account, Instant at) {}

  private final Map<JobId, JobView> jobs = new ConcurrentHashMap<>();
  private final Bells bells = new Bells();

  /** The same jobs, by account, so that one account's many do not slow another's listing. */
  private final Map<String, ConcurrentSkipListMap<JobId, Job>> byAccount =
      new ConcurrentHashMap<>();

  private final Map<JobState, Integer> counts = new ConcurrentHashMap<>();
  private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();
  private final Tombstones deleted;
  private final Map<JobId, Expired> expired = new ConcurrentHashMap<>();
  private final List<Consumer<JobId>> removalListeners = new CopyOnWriteArrayList<>();

  public JobViews() {
    this(InstantSource.system());
  }

  JobViews(InstantSource clock) {
    this.deleted = new Tombstones(clock);
  }

  /** The job of that id, whose ever it is; empty when there is none. */
  public Optional<Job> job(JobId id) {
    return Optional.ofNullable(jobs.get(id)).map(JobView::job);
  }

  /** The same with its version. */
  public Optional<JobView> view(String account, JobId id) {
    return Optional.ofNullable(jobs.get(id)).filter(view -> view.job().account().equals(account));
  }

  /**
   * Waits until a job is another than it was, or is no more, or nobody may wait any longer.
   *
   * @param seen the version that is known already
   * @return the job as it stands then; empty when it is no more
   * @throws InterruptedException when the thread is interrupted
   */
  public Optional<JobView> awaitOther(JobId id, long seen, Duration longest)
      throws InterruptedException {
    bells.await(id, () -> versionOf(id) != seen, longest.toNanos());
    return Optional.ofNullable(jobs.get(id));
  }

  private long versionOf(JobId id) {
    @Nullable JobView view = jobs.get(id);
    return view == null ? -1 : view.version();
  }

  /** Lets nobody wait any longer, since the server stops. */
  public void endWaiting() {
    bells.close();
  }

  /** Whether nobody may wait any longer. */
  public boolean waitingEnded() {
    return bells.closed();
  }

  /** The job of that id, when it is the account's; empty as well when it is another one's. */
  public Optional<Job> job(String account, JobId id) {
    return job(id).filter(job -> job.account().equals(account));
  }

  /**
   * Jobs of an account, newest first.
   *
   * @param account whose
   * @param before only those that are older; null for the newest
   * @param wanted which of them
   * @param limit at most this many
   */
  public List<Job> newestFirst(
      String account, @Nullable JobId before, Predicate<Job> wanted, int limit) {
    NavigableMap<JobId, Job> own = ofAccount(account);
    NavigableMap<JobId, Job> older = before == null ? own : own.headMap(before, false);
    List<Job> page = new ArrayList<>(Math.min(limit, 128));
    for (Job job : older.descendingMap().values()) {
      if (page.size() >= limit) {
        break;
      }
      if (wanted.test(job)) {
        page.add(job);
      }
    }
    return page;
  }

  /**
   * All jobs of an account, one after the other as they stand when it comes to them: however many
   * there are, none is held.
   *
   * @param ascending oldest first; else newest first
   */
  public Stream<Job> each(String account, boolean ascending) {
    NavigableMap<JobId, Job> own = ofAccount(account);
    return (ascending ? own : own.descendingMap()).values().stream();
  }

  private NavigableMap<JobId, Job> ofAccount(String account) {
    @Nullable NavigableMap<JobId, Job> own = byAccount.get(account);
    return own == null ? Collections.emptyNavigableMap() : own;
  }

  /** All jobs, in no order. */
  public List<Job> all() {
    return jobs.values().stream().map(JobView::job).toList();
  }

  /**
   * When the job of that id expired; empty when it has not, or it is another account's.
   *
   * @param account whose
   */
  public Optional<Instant> expired(String account, JobId id) {
    return Optional.ofNullable(expired.get(id))
        .filter(one -> one.account().equals(account))
        .map(Expired::at);
  }

  /** Jobs that may still change. */
  public List<Job> unfinished() {
    return jobs.values().stream().map(JobView::job).filter(job -> !job.state().terminal()).toList();
  }

  /** How many jobs are in a state. */
  public int count(JobState state) {
    return state == JobState.EXPIRED ? expired.size() : counts.getOrDefault(state, 0);
  }

  /** Tells a listener of each new state of each job, on the thread that reads the table. */
  public void onChange(Consumer<Job> listener) {
    listeners.add(listener);
  }

  /** The same of each job that is no more. */
  public void onRemoval(Consumer<JobId> listener) {
    removalListeners.add(listener);
  }

  /**
   * Whether the job is no more: expired, or deleted within the time in which rows of it may still
   * come.
   */
  public boolean isDeleted(JobId id) {
    return deleted.contains(id) || expired.containsKey(id);
  }

  /** All jobs that are no more, in that sense. */
  public Set<JobId> deleted() {
    Set<JobId> gone = new HashSet<>(deleted.all());
    gone.addAll(expired.keySet());
    return gone;
  }

  /** Takes a record of the table, as its next version. For its one reader. */
  public void put(Job job) {
    put(job, versionOf(job.id()) + 1);
  }

  /**
   * Takes a record of the table. For its one reader.
   *
   * @param version 0 or greater; greater than that of the record before
   */
  public void put(Job job, long version) {
    if (job.state() == JobState.EXPIRED) {
      expired.put(job.id(), new Expired(job.account().intern(), job.updatedAt()));
      take(job.id());
      return;
    }
    deleted.remove(job.id());
    @Nullable JobView previous = jobs.put(job.id(), new JobView(job, version));
    if (previous != null) {
      counts.merge(previous.job().state(), -1, Integer::sum);
    }
    byAccount
        .computeIfAbsent(job.account(), account -> new ConcurrentSkipListMap<>())
        .put(job.id(), job);
    counts.merge(job.state(), 1, Integer::sum);
    bells.ring(job.id());
    listeners.forEach(listener -> listener.accept(job));
  }

  /** Takes a tombstone of the table. For its one reader. */
  public void remove(JobId id) {
    deleted.add(id);
    expired.remove(id);
    take(id);
  }

  private void take(JobId id) {
    @Nullable JobView previous = jobs.remove(id);
    if (previous != null) {
      byAccount.getOrDefault(previous.job().account(), new ConcurrentSkipListMap<>()).remove(id);
      counts.merge(previous.job().state(), -1, Integer::sum);
    }
    bells.ring(id);
    removalListeners.forEach(listener -> listener.accept(id));
  }
}
