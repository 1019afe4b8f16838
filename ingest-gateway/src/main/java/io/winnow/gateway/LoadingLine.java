package io.winnow.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.gateway.admit.Admission;
import io.winnow.gateway.admit.JobAnnouncer;
import io.winnow.gateway.feed.AnswerFeed;
import io.winnow.gateway.feed.JobFeed;
import io.winnow.gateway.feed.JobListener;
import io.winnow.gateway.jobs.KnownJobs;
import io.winnow.gateway.load.Loader;
import io.winnow.gateway.load.Marks;
import io.winnow.gateway.load.UnverifiedRows;
import io.winnow.gateway.spool.Spool;
import io.winnow.gateway.spool.SpoolEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of a started gateway that talks to Kafka. */
final class LoadingLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadingLine.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** By how much clocks may have been set back between a submission and its marks. */
  private static final Duration CLOCK_SLACK = Duration.ofMinutes(10);

  private final Producer<String, byte[]> submissions;
  private final Admission admission;
  private final UnverifiedRows unverified;
  private final Loader loader;
  private final JobFeed feed;
  private final AnswerFeed answers;
  private final String id;

  /** Of the lists that were found in the spool, until they are taken up. */
  private final Marks marks = new Marks();

  private final JobAnnouncer announcer;
  private final KnownJobs jobs;
  private final LostLists lost;

  /** Lists that an earlier process submitted under a key, and that are jobs. */
  private final List<SpoolEntry> late = new ArrayList<>();

  private boolean started;

  private LoadingLine(
      GatewaySettings settings, GatewayClients clients, String id, MeterRegistry meters) {
    this.id = id;
    submissions = clients.submissions();
    admission = new Admission(submissions, settings.admissionTimeout(), this::admittedLate);
    announcer = new JobAnnouncer(submissions);
    jobs = new KnownJobs(clients::jobs);
    unverified = new UnverifiedRows(settings.maxUnverifiedRows());
    loader =
        new Loader(
            clients.rows(id),
            oldest -> marks(clients, oldest),
            unverified,
            settings.limits(),
            settings.transactionRows(),
            meters);
    lost = new LostLists(this::announceLoudly, loader::holds, meters);
    feed = new JobFeed(clients.committed(), clients.ends(), new Listener());
    answers = new AnswerFeed(clients.answers(), id);
  }

  private final class Listener implements JobListener {
    @Override
    public void happened(JobEvent event) {
      admission.happened(event);
      loader.happened(event);
      marks.happened(event);
      lost.happened(event);
    }

    @Override
    public void stands(Job job) {
      unverified.stands(job);
    }
  }

  private static Marks marks(GatewayClients clients, Instant oldest) {
    Marks found = new Marks();
    JobListener listener =
        new JobListener() {
          @Override
          public void happened(JobEvent event) {
            found.happened(event);
          }

          @Override
          public void stands(Job job) {
            // loading is told by events alone
          }
        };
    try (JobFeed events = new JobFeed(clients.marks(), clients.ends(), listener)) {
      events.catchUp(oldest.minus(CLOCK_SLACK));
    }
    return found;
  }

  static LoadingLine start(
      GatewaySettings settings,
      GatewayClients clients,
      Spool spool,
      MeterRegistry meters,
      Clock clock) {
    String id = settings.id().isEmpty() ? spool.gatewayId() : settings.id();
    LoadingLine line = new LoadingLine(settings, clients, id, meters);
    boolean started = false;
    try {
      line.start(spool, clock.instant(), clients);
      started = true;
      return line;
    } finally {
      if (!started) {
        line.close();
      }
    }
  }

  private void start(Spool spool, Instant now, GatewayClients clients) {
    answers.start();
    jobs.start();
    // first, so that no transaction of an earlier process can still become visible after we look
    loader.init();
    List<SpoolEntry> accepted = new ArrayList<>();
    List<SpoolEntry> found =
        everSubmitted(stillAnswered(spool.recover(), now), clients::submittedSince);
    Set<JobId> spooled =
        found.stream().map(entry -> submission(entry).job()).collect(Collectors.toSet());
    for (SpoolEntry entry : found) {
      if (entry.accepted()) {
        accepted.add(entry);
        unverified.begin(submission(entry).job(), 0);
      } else {
        admission.abandon(entry);
      }
    }
    feed.catchUp(oldest(found.stream()));
    accepted.forEach(this::takeUp);
    late.forEach(this::takeUp);
    late.clear();
    started = true;
    marks.close();
    feed.start();
    loader.start();
    jobs.whenCaughtUp(
        () ->
            lost.search(
                jobs.unfinished(job -> isUnloaded(job, now) && !spooled.contains(job.id())),
                oldest -> marks(clients, oldest)));
  }

  /** Whether it was ours to load before this process began, and is not loaded by what is known. */
  private boolean isUnloaded(Job job, Instant start) {
    return id.equals(job.gateway())
        && job.loaded() < job.comingRows()
        && job.submittedAt().isBefore(start);
  }

  private void announceLoudly(JobEvent event, Runnable written) {
    announcer.announce(
        event,
        error -> {
          if (error == null) {
            written.run();
          } else {
            LOG.warn("{} was not written; it is said again after the next start", event, error);
          }
        });
  }

  /** Leaves out what was submitted so long ago that the topics know nothing of it any more. */
  private static List<SpoolEntry> stillAnswered(List<SpoolEntry> entries, Instant now) {
    Instant oldest = now.minus(Objects.requireNonNull(Topics.SUBMISSIONS.retention()));
    List<SpoolEntry> answered = new ArrayList<>();
    for (SpoolEntry entry : entries) {
      if (entry.accepted() || submission(entry).submittedAt().isAfter(oldest)) {
        answered.add(entry);
      } else {
        LOG.info("job {} was submitted long ago and never answered", submission(entry).job());
        entry.remove();
      }
    }
    return answered;
  }

  /** Leaves out what an earlier process was about to submit when it died. */
  private static List<SpoolEntry> everSubmitted(
      List<SpoolEntry> entries, Function<Instant, Set<String>> submittedSince) {
    Instant since = oldest(entries.stream().filter(entry -> !entry.accepted()));
    if (since == null) {
      return entries;
    }
    Set<String> submitted = submittedSince.apply(since);
    List<SpoolEntry> left = new ArrayList<>();
    for (SpoolEntry entry : entries) {
      if (entry.accepted() || submitted.contains(submission(entry).nonce())) {
        left.add(entry);
      } else {
        LOG.info("job {} was never submitted; its list is removed", submission(entry).job());
        entry.remove();
      }
    }
    return left;
  }

  /** A moment before the first of them was submitted; null when there are none. */
  private static @Nullable Instant oldest(Stream<SpoolEntry> entries) {
    return entries
        .map(entry -> submission(entry).submittedAt().minus(CLOCK_SLACK))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private void takeUp(SpoolEntry entry) {
    JobId job = submission(entry).job();
    if (marks.ended(job)) {
      LOG.info("job {} is not to be loaded any more; its list is removed", job);
      unverified.forget(job);
      entry.remove();
      return;
    }
    long loaded = marks.loaded(job);
    if (marks.toEnd(job)) {
      loader.stop(job);
    }
    LOG.info("job {} goes on from row {} of {}", job, loaded, submission(entry).rows());
    loader.add(entry, loaded);
  }

  /** On the thread that catches up, then on that of the feed, which begins after. */
  private void admittedLate(SpoolEntry entry) {
    if (started) {
      loader.add(entry, 0);
    } else {
      late.add(entry);
    }
  }

  /** By what name this gateway's lists are known. */
  String id() {
    return id;
  }

  /** The jobs that there are. */
  KnownJobs jobs() {
    return jobs;
  }

  /**
   * Says that something is to happen to a job.
   *
   * @return completed when it is written
   */
  CompletableFuture<Void> announce(JobEvent event) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    announcer.announce(
        event,
        error -> {
          if (error == null) {
            written.complete(null);
          } else {
            written.completeExceptionally(error);
          }
        });
    return written;
  }

  private static Submission submission(SpoolEntry entry) {
    return entry.submission().orElseThrow();
  }

  Submission admit(SpoolEntry entry, Function<SpoolEntry, Submission> drafts) {
    Submission submission = admission.admit(entry, drafts);
    loader.add(entry, 0);
    return submission;
  }

  /**
   * A row that is on its way.
   *
   * @param submission of its job
   * @param answer its verdict, once there is one
   */
  record Asked(Submission submission, CompletableFuture<AddressVerified> answer) {}

  /** The same for a list of one row, whose verdict is waited for; {@link #forget} is due after. */
  Asked ask(SpoolEntry entry, Function<SpoolEntry, Submission> drafts) {
    Submission submission = admission.admit(entry, drafts);
    // first, so that no answer is missed
    CompletableFuture<AddressVerified> answer = answers.expect(submission.job());
    loader.addAnswered(entry, id);
    return new Asked(submission, answer);
  }

  /** Nobody waits for the verdict any more. */
  void forget(Asked asked) {
    answers.forget(asked.submission().job());
  }

  /** Completed once answers are heard. */
  CompletableFuture<Void> listening() {
    return answers.listening();
  }

  /** Whether another process has taken the place of this one. */
  boolean fenced() {
    for (@Nullable Throwable cause = loader.failure().orElse(null);
        cause != null;
        cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException) {
        return true;
      }
    }
    return false;
  }

  Optional<String> trouble() {
    @Nullable String trouble =
        feed.failure()
            .map(e -> "the feed of jobs has stopped: " + e.getMessage())
            .or(
                () ->
                    answers
                        .failure()
                        .map(e -> "the feed of answers has stopped: " + e.getMessage()))
            .or(() -> loader.failure().map(e -> "loading has stopped: " + e.getMessage()))
            .orElse(null);
    return Optional.ofNullable(trouble);
  }

  @Override
  public void close() {
    admission.close();
    loader.close();
    feed.close();
    answers.close();
    jobs.close();
    lost.close();
    submissions.close(CLOSE_TIMEOUT);
  }
}
