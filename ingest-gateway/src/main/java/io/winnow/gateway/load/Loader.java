package io.winnow.gateway.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.spool.SpoolEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the rows of admitted lists on the topic, each exactly once: one thread, one transaction at a
 * time, the jobs in turns. A transaction that fails is taken back and done again; a crash leaves
 * marks on the topic that say where to go on, and so does an outage of Kafka that costs the loader
 * its producer.
 */
public final class Loader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
  private static final long IDLE_MILLIS = 200;
  private static final long SHORTEST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final RowTransactions transactions;
  private final LostProducer lost;
  private final UnverifiedRows unverified;
  private final ListLimits limits;
  private final int transactionRows;
  private final JobsInTurn jobs = new JobsInTurn();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("winnow-gateway-loader").unstarted(this::run);
  private final MeterRegistry meters;
  private final Counter rowsLoaded;
  private final List<Gauge> gauges;
  private int refusedInARow;
  private long changesSeen;
  private long pauseMillis = SHORTEST_PAUSE_MILLIS;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param producers with a transactional id, which this loader uses alone
   * @param marks to go on from when a producer is lost
   * @param limits that the lists were checked against
   * @param transactionRows most rows in one transaction
   */
  public Loader(
      RowProducers producers,
      MarksReader marks,
      UnverifiedRows unverified,
      ListLimits limits,
      int transactionRows,
      MeterRegistry meters) {
    this.transactions = new RowTransactions(producers, () -> closing.getCount() == 0);
    this.lost =
        new LostProducer(
            transactions,
            producers::transactionTimeout,
            marks,
            closing,
            Duration.ofMillis(LONGEST_PAUSE_MILLIS));
    this.unverified = unverified;
    this.limits = limits;
    this.transactionRows = transactionRows;
    this.meters = meters;
    this.rowsLoaded =
        Counter.builder("winnow.gateway.rows.loaded")
            .description("rows put on the topic of addresses")
            .register(meters);
    this.gauges =
        List.of(
            Gauge.builder("winnow.gateway.jobs.loading", jobs, JobsInTurn::wanted)
                .description("jobs with rows that are not on the topic yet")
                .register(meters),
            Gauge.builder("winnow.gateway.rows.unverified", unverified, UnverifiedRows::total)
                .description("rows on the topic without a verdict, of jobs of this gateway")
                .register(meters));
  }

  /**
   * Ends whatever an earlier process has left open. What is on the topic after this stays there.
   *
   * @throws KafkaException when Kafka fails
   */
  public void init() {
    transactions.init();
  }

  /**
   * Takes on a list that has been accepted.
   *
   * @param loaded how many of its rows are on the topic for certain
   */
  public void add(SpoolEntry entry, long loaded) {
    add(new LoadingJob(entry, limits, loaded, null));
  }

  /**
   * Takes on a list that has just been accepted, and whose verdicts somebody waits for.
   *
   * @param answerTo the gateway that hears of the verdicts on {@link Topics#ANSWERS}
   */
  public void addAnswered(SpoolEntry entry, String answerTo) {
    Header header =
        new RecordHeader(Topics.ANSWER_TO_HEADER, answerTo.getBytes(StandardCharsets.UTF_8));
    add(new LoadingJob(entry, limits, 0, List.of(header)));
  }

  private void add(LoadingJob job) {
    if (job.remaining() == 0) {
      unverified.forget(job.id());
      remove(job);
    } else {
      unverified.begin(job.id(), job.loaded(), job.rowBytes());
      jobs.begin(job);
      unverified.changed();
    }
  }

  /** To be called with every event of jobs. */
  public void happened(JobEvent event) {
    switch (event) {
      case JobEvent.Failed _, JobEvent.Deleted _ -> {
        jobs.unwanted(event.job());
        unverified.forget(event.job());
      }
      case JobEvent.CancelRequested _, JobEvent.DeleteRequested _ -> stop(event.job());
      case JobEvent.Admitted _,
          JobEvent.Refused _,
          JobEvent.LoadedUpTo _,
          JobEvent.SliceSealed _,
          JobEvent.LoadingStopped _ -> {}
    }
  }

  /** Whether it is to load a job, or does. */
  public boolean holds(JobId job) {
    return jobs.isWanted(job);
  }

  /** Loads a job no further than it is, and says so, when its turn comes. */
  public void stop(JobId job) {
    jobs.stop(job);
    unverified.changed();
  }

  /** Begins to load. */
  public void start() {
    thread.start();
  }

  /** Why nothing is loaded any more, if so. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        turn();
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.info("loading was interrupted; it goes on at the next start");
    } catch (RuntimeException e) {
      failure = e;
      LOG.error(
          "loading has stopped; lists are kept on disk and go on after a restart (was another"
              + " gateway started with the same winnow.gateway.id?)",
          e);
    } finally {
      if (closing.getCount() > 0 && failure == null) {
        failure = new IllegalStateException("the thread has died");
      }
    }
  }

  /** One transaction of the job whose turn it is, or of the next one that need not wait. */
  void turn() throws InterruptedException {
    if (refusedInARow == 0) {
      changesSeen = unverified.changes();
    }
    LoadingJob job = jobs.take(IDLE_MILLIS);
    if (job == null) {
      return;
    }
    if (!jobs.isWanted(job.id())) {
      LOG.info("job {} has failed and is not loaded further", job.id());
      remove(job);
      return;
    }
    if (job.remaining() == 0) {
      finish(job);
      return;
    }
    if (jobs.isStopping(job.id())) {
      refusedInARow = 0;
      stop(job);
      return;
    }
    int rows =
        unverified.grant(
            job.id(), (int) Math.min(transactionRows, job.remaining()), job.rowBytes());
    if (rows > 0) {
      refusedInARow = 0;
      if (!load(job, rows)) {
        return;
      }
    }
    jobs.putBack(job);
    if (rows == 0 && ++refusedInARow >= jobs.size()) {
      refusedInARow = 0;
      unverified.awaitChange(changesSeen);
    }
  }

  /** Whether the job needs another turn. */
  private boolean load(LoadingJob job, int rows) throws InterruptedException {
    try {
      transactions.load(job, rows);
      rowsLoaded.increment((double) job.committed());
      unverified.loaded(job.id(), job.onTopic());
      pauseMillis = SHORTEST_PAUSE_MILLIS;
      if (job.remaining() == 0) {
        finish(job);
        return false;
      }
      return true;
    } catch (IOException e) {
      abort(job, new KafkaException(e));
      giveUp(job, "list_unreadable", "the gateway cannot read the list any more; send it again", e);
      return false;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      return takeBack(job, e);
    }
  }

  private void finish(LoadingJob job) {
    LOG.info("job {} is loaded", job.id());
    jobs.unwanted(job.id());
    remove(job);
  }

  /** Whether the job needs another turn. */
  private boolean takeBack(LoadingJob job, KafkaException cause) throws InterruptedException {
    Exception sendError = transactions.sendError();
    abort(job, cause);
    if (sendError instanceof RecordTooLargeException
        || cause.getCause() instanceof RecordTooLargeException) {
      giveUp(
          job,
          "row_too_large",
          "a row is larger than Kafka takes; lower winnow.limits.row-bytes to what the topics'"
              + " max.message.bytes allows, or raise that",
          cause);
      return false;
    }
    LOG.warn(
        "job {}: rows from {} on were not written; trying again in {} ms",
        job.id(),
        job.loaded(),
        pauseMillis,
        cause);
    rollBack(job);
    if (!closing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }
    return true;
  }

  /** Ends the transaction, with the producer if need be; what the job has on the topic is known. */
  private void abort(LoadingJob job, KafkaException cause) throws InterruptedException {
    try {
      transactions.abort();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug(
          "job {}: the transaction that cannot be taken back failed by this", job.id(), cause);
      if (closing.getCount() > 0) {
        goOnFromMarks(job, e);
      }
    }
  }

  private void goOnFromMarks(LoadingJob inHand, KafkaException fatal) throws InterruptedException {
    List<LoadingJob> all = jobs.waiting();
    all.add(inHand);
    Instant oldest =
        all.stream().map(LoadingJob::submittedAt).min(Comparator.naturalOrder()).orElseThrow();
    Marks marks = lost.replace(fatal, oldest);
    if (marks == null) {
      return;
    }
    for (LoadingJob job : all) {
      if (marks.ended(job.id())) {
        jobs.unwanted(job.id());
        unverified.forget(job.id());
      }
      goOn(job, marks.loaded(job.id()));
    }
  }

  private void goOn(LoadingJob job, long marked) {
    if (marked > job.loaded() && marked == job.nextRow()) {
      // the commit that was in doubt
      rowsLoaded.increment((double) job.committed());
    }
    try {
      job.goOnFrom(marked);
    } catch (IOException e) {
      throw new UncheckedIOException("job " + job.id() + ": " + e.getMessage(), e);
    }
    unverified.loaded(job.id(), job.onTopic());
  }

  private static void rollBack(LoadingJob job) {
    try {
      job.rolledBack();
    } catch (IOException e) {
      throw new UncheckedIOException("job " + job.id() + ": " + e.getMessage(), e);
    }
  }

  /** Makes a job fail that can never be loaded, so that the others go on. */
  private void giveUp(LoadingJob job, String code, String message, Exception cause)
      throws InterruptedException {
    LOG.error("job {} fails: {}", job.id(), message, cause);
    end(job, new JobEvent.Failed(JobEvent.VERSION, job.id(), code, message));
    unverified.forget(job.id());
  }

  /** What it has on the topic is all that there will ever be. */
  private void stop(LoadingJob job) throws InterruptedException {
    LOG.info("job {} is loaded no further than row {}", job.id(), job.loaded());
    end(job, new JobEvent.LoadingStopped(JobEvent.VERSION, job.id(), job.loaded()));
  }

  /** Says for certain what became of a job, and lets go of it. */
  private void end(LoadingJob job, JobEvent event) throws InterruptedException {
    while (closing.getCount() > 0) {
      try {
        if (jobs.isWanted(job.id())) {
          transactions.tell(event);
        }
        jobs.ended(job.id());
        remove(job);
        return;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        abort(job, e);
        LOG.warn("what became of job {} was not written; trying again", job.id(), e);
        if (closing.await(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    rollBack(job);
  }

  private static void remove(LoadingJob job) {
    try {
      job.close();
      job.entry().remove();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("job {}: its list stays on disk until the next start", job.id(), e);
    }
  }

  /** Lets the transaction in progress end, and stops. What remains goes on at the next start. */
  @Override
  public void close() {
    closing.countDown();
    unverified.close();
    try {
      if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("loading does not end; what is open is taken back at the next start");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    for (LoadingJob job = jobs.drain(); job != null; job = jobs.drain()) {
      rollBack(job);
    }
    transactions.close(CLOSE_TIMEOUT);
    gauges.forEach(meters::remove);
  }
}
