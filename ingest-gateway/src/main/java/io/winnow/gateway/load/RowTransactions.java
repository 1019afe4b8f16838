package io.winnow.gateway.load;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows and the mark that counts them, in one transaction. Used by one thread. */
final class RowTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(RowTransactions.class);
  private static final String JOB_EVENTS = Topics.JOB_EVENTS.name();

  private final RowProducers producers;
  private final BooleanSupplier closing;
  private final AddressSubmittedSerde addresses = new AddressSubmittedSerde();
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);

  private volatile Producer<String, byte[]> producer;
  private long begunNanos;

  /** Set by the producer's own thread. */
  private volatile @Nullable Exception sendError;

  private final Callback onlyErrors =
      (metadata, error) -> {
        if (error != null && sendError == null) {
          sendError = error;
        }
      };

  /**
   * @param closing whether to leave a commit in doubt to the next start
   */
  RowTransactions(RowProducers producers, BooleanSupplier closing) {
    this.producers = producers;
    this.producer = producers.open();
    this.closing = closing;
  }

  /** Ends whatever an earlier process has left open. */
  void init() {
    producer.initTransactions();
  }

  /**
   * Goes on with a new producer. What is on the topic after this stays there, and no more comes of
   * what was under way.
   *
   * @throws KafkaException when Kafka fails; to be tried again
   */
  void renew() {
    // nothing it still holds is wanted
    producer.close(Duration.ZERO);
    producer = producers.open();
    init();
  }

  /** Time since the last transaction was begun. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  /**
   * Puts the next rows of a job on the topic, and those that ride with them.
   *
   * @param rows how many of the list's next rows at most; fewer when so many are sent with those
   *     that ride
   * @throws KafkaException when they are not there, and {@link #abort()} is due
   * @throws IOException when the list cannot be read, and {@link #abort()} is due
   */
  void load(LoadingJob job, int rows) throws IOException {
    begin();
    String topic = job.topic().name();
    int sent = 0;
    for (int i = 0; i < rows && sent < rows; i++) {
      AddressSubmitted row = job.next();
      if (row != null) {
        send(topic, job.key(row), addresses.serialize(topic, row), job.headers());
        sent += 1 + row.duplicates().size();
      }
    }
    send(new JobEvent.LoadedUpTo(JobEvent.VERSION, job.id(), job.nextRow()));
    commit();
  }

  /**
   * Says what became of a job.
   *
   * @throws KafkaException when it is not said, and {@link #abort()} is due
   */
  void tell(JobEvent event) {
    begin();
    send(event);
    commit();
  }

  private void begin() {
    sendError = null;
    begunNanos = System.nanoTime();
    producer.beginTransaction();
  }

  private void send(JobEvent event) {
    send(JOB_EVENTS, event.job().toString(), events.serialize(JOB_EVENTS, event), null);
  }

  private void send(String topic, String key, byte[] value, @Nullable Iterable<Header> headers) {
    Exception error = sendError;
    if (error != null) {
      throw new KafkaException("a row was not written", error);
    }
    var _ = producer.send(new ProducerRecord<>(topic, null, key, value, headers), onlyErrors);
  }

  /** A commit that times out is in doubt; only trying again tells, and nothing else is allowed. */
  private void commit() {
    while (true) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        if (closing.getAsBoolean()) {
          throw e;
        }
        LOG.warn("a commit takes long; trying again", e);
      }
    }
  }

  /**
   * Takes back what was sent.
   *
   * @throws KafkaException when this producer is good for nothing more
   */
  void abort() {
    while (true) {
      try {
        producer.abortTransaction();
        return;
      } catch (TimeoutException e) {
        if (closing.getAsBoolean()) {
          throw e;
        }
        LOG.warn("taking back a transaction takes long; trying again", e);
      }
    }
  }

  /** What the producer's thread said went wrong in this transaction. */
  @Nullable Exception sendError() {
    return sendError;
  }

  /** Lets go of the producer. By any thread. */
  void close(Duration timeout) {
    producer.close(timeout);
  }
}
