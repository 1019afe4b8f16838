package io.winnow.contracts.publish;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Rows and the mark that counts them, in one transaction. Used by one thread. */
final class RowTransactions {
  private static final String ADDRESSES = Topics.ADDRESSES.name();
  private static final String JOB_EVENTS = Topics.JOB_EVENTS.name();

  private final Producer<String, byte[]> producer;
  private final BooleanSupplier closing;
  private final AddressSubmittedSerde addresses = new AddressSubmittedSerde();
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);

  /** Set by the producer's own thread. */
  private volatile @Nullable Exception sendError;

  private final Callback onlyErrors =
      (metadata, error) -> {
        if (error != null && sendError == null) {
          sendError = error;
        }
      };

  /**
   * @param producer with a transactional id
   * @param closing whether to leave a commit in doubt to the next start
   */
  RowTransactions(Producer<String, byte[]> producer, BooleanSupplier closing) {
    this.producer = producer;
    this.closing = closing;
  }

  /** Ends whatever an earlier process has left open. What is on the topics after this stays. */
  void init() {
    producer.initTransactions();
  }

  /**
   * Puts rows on the topic, and the mark beside them.
   *
   * @param count how many to take from {@code rows}
   * @throws KafkaException when they are not there, and {@link #abort()} is due, as with all that
   *     {@code rows} throws
   */
  void load(Supplier<AddressSubmitted> rows, int count, JobEvent.LoadedUpTo mark) {
    begin();
    for (int i = 0; i < count; i++) {
      AddressSubmitted row = rows.get();
      send(ADDRESSES, row.address(), addresses.serialize(ADDRESSES, row));
    }
    send(mark);
    commit();
  }

  /**
   * Says something of a job, behind all that was said before.
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
    producer.beginTransaction();
  }

  private void send(JobEvent event) {
    send(JOB_EVENTS, event.job().toString(), events.serialize(JOB_EVENTS, event));
  }

  private void send(String topic, String key, byte[] value) {
    Exception error = sendError;
    if (error != null) {
      throw new KafkaException("a row was not written", error);
    }
    var _ = producer.send(new ProducerRecord<>(topic, key, value), onlyErrors);
  }

  /** A commit that times out is in doubt; only trying again tells, and nothing else is allowed. */
  private void commit() {
    untilItEnds(producer::commitTransaction);
  }

  /**
   * Takes back what was sent.
   *
   * @throws KafkaException when this producer is good for nothing more
   */
  void abort() {
    untilItEnds(producer::abortTransaction);
  }

  private void untilItEnds(Runnable end) {
    while (true) {
      try {
        end.run();
        return;
      } catch (TimeoutException e) {
        if (closing.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  /** What the producer's thread said went wrong in this transaction. */
  @Nullable Exception sendError() {
    return sendError;
  }
}
