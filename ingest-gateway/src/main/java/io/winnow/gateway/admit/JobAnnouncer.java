package io.winnow.gateway.admit;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes what the gateway has to say of jobs as such. */
public final class JobAnnouncer {
  private final Producer<String, byte[]> producer;
  private final JsonSerde<Submission> submissions = new JsonSerde<>(Submission.class);
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);

  /**
   * @param producer outside of transactions; closed by who made it
   */
  public JobAnnouncer(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * @param outcome hears null when it is written, or why it may not have been
   */
  void submit(Submission submission, Consumer<@Nullable Exception> outcome) {
    String topic = Topics.SUBMISSIONS.name();
    send(topic, submission.account(), submissions.serialize(topic, submission), outcome);
  }

  /**
   * @param outcome hears null when it is written, or why it may not have been
   */
  void fail(JobId job, String code, String message, Consumer<@Nullable Exception> outcome) {
    announce(new JobEvent.Failed(JobEvent.VERSION, job, code, message), outcome);
  }

  /**
   * Says that something happens to a job.
   *
   * @param outcome hears null when it is written, or why it may not have been
   */
  public void announce(JobEvent event, Consumer<@Nullable Exception> outcome) {
    String topic = Topics.JOB_EVENTS.name();
    send(topic, event.job().toString(), events.serialize(topic, event), outcome);
  }

  private void send(String topic, String key, byte[] value, Consumer<@Nullable Exception> outcome) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, key, value), (metadata, error) -> outcome.accept(error));
    } catch (KafkaException e) {
      outcome.accept(e);
    }
  }
}
