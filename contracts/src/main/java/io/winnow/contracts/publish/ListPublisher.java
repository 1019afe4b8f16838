package io.winnow.contracts.publish;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends lists straight to Kafka, as the gateway would: under the same admission, with the same
 * exactness. For programs that have many rows and a way to the cluster.
 *
 * <p>A list is read twice: first to count and check it and to take its digest, then to send it. So
 * its rows come from a {@link RowSource}, which can be asked again; a stream that flows once has to
 * be kept somewhere first. Nothing is sent of a list that is not good.
 *
 * <p>Rows go out in transactions, each with a mark of how many are there. After a crash, or a
 * {@link NotPublished}, the same list published again under the same idempotency key goes on behind
 * the last mark: each row is on the topic once. The key is known for 24 hours. A list that is never
 * published again leaves a job that keeps loading, until somebody cancels it.
 *
 * <p>Whoever may write to the topics is trusted with accounts: Kafka's access rules say who may.
 *
 * <p>Lists are published one at a time; {@link #cancel} and {@link #close} may be called meanwhile.
 */
public final class ListPublisher implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final PublisherOptions options;
  private final JobIds ids;
  private final Clock clock;
  private final Producer<String, byte[]> rows;
  private final Producer<String, byte[]> words;
  private final RowTransactions transactions;
  private final JobLog log;
  private final JsonSerde<Submission> submissions = new JsonSerde<>(Submission.class);
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private volatile boolean closing;

  private ListPublisher(PublisherClients clients, PublisherOptions options) {
    this.options = options;
    this.clock = Clock.systemUTC();
    this.ids = new JobIds(clock, new SecureRandom());
    this.rows = clients.rows(options.publisherId());
    this.words = clients.words();
    this.transactions = new RowTransactions(rows, () -> closing);
    this.log = new JobLog(clients.committed(), clients::ends);
  }

  /**
   * Connects, and ends what a former process with the same publisher id has left open.
   *
   * @param kafka properties of Kafka clients: {@code bootstrap.servers} and what the cluster wants
   *     for security; transactional id, isolation and serializers are the publisher's own
   * @throws KafkaException when Kafka cannot be reached
   */
  public static ListPublisher open(Map<String, ?> kafka, PublisherOptions options) {
    ListPublisher publisher = new ListPublisher(new PublisherClients(kafka), options);
    try {
      publisher.transactions.init();
      return publisher;
    } catch (KafkaException e) {
      publisher.close();
      throw e;
    }
  }

  /**
   * Makes a job of a list, or takes up the job that was made of it before, and returns when all its
   * rows are on the topic. Verdicts come later, on {@link Topics#VERIFIED_ADDRESSES}.
   *
   * @return the job
   * @throws NotPublished when the list is not good, is refused, is not answered in time, fails, is
   *     cancelled, or cannot be written
   * @throws InterruptException when the thread is interrupted
   * @throws KafkaException when the topics cannot be read
   */
  public synchronized JobId publish(ListToPublish list) {
    CountedList counted = CountedList.of(list);
    JobId job = admit(counted);
    new Loading(counted, job, transactions, log, options, () -> closing).run();
    return job;
  }

  private JobId admit(CountedList list) {
    while (true) {
      Submission submission =
          list.submission(ids.next(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
      log.follow(submission.job(), submission.nonce());
      String topic = Topics.SUBMISSIONS.name();
      say(topic, submission.account(), submissions.serialize(topic, submission));
      switch (log.awaitAnswer(options.answerTimeout())) {
        case null ->
            throw new NotPublished(
                NotPublished.NO_ANSWER,
                "nobody admitted the list within %d s; see whether the verifier runs, and publish it again"
                    .formatted(options.answerTimeout().toSeconds()),
                null);
        case JobEvent.Refused refused when refused.code().equals(JobEvent.Refused.ID_TAKEN) -> {}
        case JobEvent.Refused refused -> {
          JobId existing = refused.existing();
          if (existing == null) {
            throw new NotPublished(refused.code(), refused.message(), null);
          }
          log.recall(existing);
          return existing;
        }
        default -> {
          return submission.job();
        }
      }
    }
  }

  /**
   * Asks for a job to be cancelled. It ends soon, keeps the verdicts that it has, and is not loaded
   * further. One that has ended stays as it ended. Returns when the wish is written.
   *
   * @throws KafkaException when it is not written
   */
  public void cancel(JobId job) {
    String topic = Topics.JOB_EVENTS.name();
    JobEvent event = new JobEvent.CancelRequested(JobEvent.VERSION, job);
    say(topic, job.toString(), events.serialize(topic, event));
  }

  private void say(String topic, String key, byte[] value) {
    try {
      var _ = words.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaException(topic + " does not take the record", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Stops at the end of the transaction in progress. What is not sent goes on another time. */
  @Override
  public void close() {
    closing = true;
    synchronized (this) {
      log.close();
      words.close(CLOSE_TIMEOUT);
      rows.close(CLOSE_TIMEOUT);
    }
  }
}
