package io.winnow.sink.filing;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the accounting how far open slices have come, and which ones are sealed with how many rows
 * of each reason. Telling it again changes nothing there.
 */
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final Producer<byte[], byte[]> producer;
  private final Trouble trouble;
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final JsonSerde<SliceTally> tallies = new JsonSerde<>(SliceTally.class);

  Announcements(Producer<byte[], byte[]> producer, Trouble trouble) {
    this.producer = producer;
    this.trouble = trouble;
  }

  /**
   * Announces a sealed slice; a failure of Kafka becomes the session's trouble. Safe on any thread.
   *
   * @param counts of the rows in its file; null when they cannot be told any more
   */
  void sealed(SliceId slice, long bytes, @Nullable SliceCounts counts) {
    String topic = Topics.JOB_EVENTS.name();
    JobEvent event =
        new JobEvent.SliceSealed(JobEvent.VERSION, slice.job(), slice.number(), bytes, counts);
    send(
        topic,
        slice.job(),
        events.serialize(topic, event),
        error -> trouble.tell("cannot announce the sealed slice " + slice.key(), error));
  }

  /** Announces that a job cannot be finished; a failure of Kafka becomes the session's trouble. */
  void failed(JobId job, String code, String message) {
    String topic = Topics.JOB_EVENTS.name();
    JobEvent event = new JobEvent.Failed(JobEvent.VERSION, job, code, message);
    send(
        topic,
        job,
        events.serialize(topic, event),
        error -> trouble.tell("cannot announce that job " + job + " fails", error));
  }

  /**
   * Tells of progress. Losing it does no harm: the next one, or the sealed slice, makes it good.
   */
  void counted(SliceId slice, SliceCounts counts) {
    String topic = Topics.SLICE_TALLIES.name();
    SliceTally tally = new SliceTally(SliceTally.VERSION, slice.job(), slice.number(), counts);
    send(
        topic,
        slice.job(),
        tallies.serialize(topic, tally),
        error -> LOG.warn("the progress of slice {} is not told", slice.key(), error));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  private void send(String topic, JobId job, byte[] value, Consumer<Exception> failed) {
    byte[] key = job.toString().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (metadata, error) -> {
            if (error != null) {
              failed.accept(error);
            }
          });
    } catch (KafkaException e) {
      failed.accept(e);
    }
  }
}
