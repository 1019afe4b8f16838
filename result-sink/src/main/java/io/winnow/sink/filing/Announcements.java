package io.winnow.sink.filing;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Tells the accounting which slices are sealed. Telling it again changes nothing there. */
final class Announcements {
  private final Producer<byte[], byte[]> producer;
  private final Trouble trouble;
  private final JsonSerde<JobEvent> serde = new JsonSerde<>(JobEvent.class);

  Announcements(Producer<byte[], byte[]> producer, Trouble trouble) {
    this.producer = producer;
    this.trouble = trouble;
  }

  /** Announces a slice; a failure of Kafka becomes the session's trouble. Safe on any thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  void sealed(SliceId slice, long bytes) {
    JobEvent event = new JobEvent.SliceSealed(JobEvent.VERSION, slice.job(), slice.number(), bytes);
    String topic = Topics.JOB_EVENTS.name();
    byte[] key = slice.job().toString().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(
          new ProducerRecord<>(topic, key, serde.serialize(topic, event)),
          (metadata, error) -> {
            if (error != null) {
              failed(slice, error);
            }
          });
    } catch (KafkaException e) {
      failed(slice, e);
    }
  }

  private void failed(SliceId slice, Exception error) {
    trouble.tell("cannot announce the sealed slice " + slice.key(), error);
  }
}
