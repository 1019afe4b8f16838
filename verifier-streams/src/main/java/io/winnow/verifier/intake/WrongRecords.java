package io.winnow.verifier.intake;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Handles records that cannot be read: each goes to the dead letters, and nothing else stops. A row
 * that is lost in this way would leave its job running for ever, so the job fails when the record
 * still tells which it is; a submission is refused, so that nobody waits for its answer. All of it
 * is in the transaction that moves past the record.
 *
 * <p>Kafka Streams makes it by its name. Safe for concurrent use.
 */
public final class WrongRecords implements DeserializationExceptionHandler {
  /** Code of the failure of a job one of whose rows cannot be read. */
  public static final String ROW_UNREADABLE = "row_unreadable";

  /** Code of the refusal of a submission that cannot be read. */
  public static final String SUBMISSION_UNREADABLE = "submission_unreadable";

  private static final String RECORD_UNREADABLE = "record_unreadable";

  /** Topics whose records are rows of jobs. */
  private static final Set<String> ROWS =
      Set.of(Topics.ADDRESSES.name(), Topics.CONTACT_LOOKUPS.name());

  private static final int PLACES_REMEMBERED = 1000;

  private final LogAndContinueExceptionHandler deadLetters = new LogAndContinueExceptionHandler();
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);

  /** Where a job was first said to have failed. Guarded by this. */
  private final Map<Place, Long> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Long> eldest) {
          return size() > PLACES_REMEMBERED;
        }
      };

  private record Place(String topic, int partition, JobId job) {}

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters.configure(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> letter :
        deadLetters.handleError(context, record, exception).deadLetterQueueRecords()) {
      letter
          .headers()
          .add(Topics.REASON_HEADER, reason(record.topic()).getBytes(StandardCharsets.UTF_8));
      out.add(letter);
    }
    JobEvent event = event(record, exception);
    if (event != null) {
      String topic = Topics.JOB_EVENTS.name();
      byte[] key = event.job().toString().getBytes(StandardCharsets.UTF_8);
      out.add(new ProducerRecord<>(topic, key, events.serialize(topic, event)));
    }
    return Response.resume(out);
  }

  private static String reason(String topic) {
    if (ROWS.contains(topic)) {
      return ROW_UNREADABLE;
    }
    return topic.equals(Topics.SUBMISSIONS.name()) ? SUBMISSION_UNREADABLE : RECORD_UNREADABLE;
  }

  private @Nullable JobEvent event(ConsumerRecord<byte[], byte[]> record, Exception exception) {
    Claims claims = Claims.of(record.value(), record.headers());
    JobId job = claims.job();
    if (job == null) {
      return null;
    }
    String nonce = claims.nonce();
    if (record.topic().equals(Topics.SUBMISSIONS.name()) && nonce != null) {
      return new JobEvent.Refused(
          JobEvent.VERSION,
          job,
          nonce,
          SUBMISSION_UNREADABLE,
          "the submission cannot be read: " + exception.getMessage());
    }
    if (ROWS.contains(record.topic()) && isNews(record, job)) {
      return new JobEvent.Failed(
          JobEvent.VERSION,
          job,
          ROW_UNREADABLE,
          "the record at offset %d of %s-%d cannot be read and is in %s; send the list again (%s)"
              .formatted(
                  record.offset(),
                  record.topic(),
                  record.partition(),
                  Topics.DEAD_LETTERS.name(),
                  exception.getMessage()));
    }
    return null;
  }

  /**
   * One wrong row is enough, and a list may have millions. A record that comes again, because its
   * transaction was taken back, is news again.
   */
  private synchronized boolean isNews(ConsumerRecord<byte[], byte[]> record, JobId job) {
    Place place = new Place(record.topic(), record.partition(), job);
    Long first = said.putIfAbsent(place, record.offset());
    if (first == null || record.offset() <= first) {
      said.put(place, record.offset());
      return true;
    }
    return false;
  }
}
