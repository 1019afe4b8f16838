package io.winnow.sink.webhooks;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.WebhookDelivery.State;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees what is to be told in the states of jobs, each event once however often it shows. */
final class NoticeProcessor implements Processor<String, @Nullable Job, String, @Nullable Object> {
  private static final Logger log = LoggerFactory.getLogger(NoticeProcessor.class);

  private final Duration retryFor;
  private @Nullable ProcessorContext<String, @Nullable Object> context;
  private @Nullable DeliveryBook book;

  /**
   * @param retryFor what happened longer ago is not told any more
   */
  NoticeProcessor(Duration retryFor) {
    this.retryFor = retryFor;
  }

  @Override
  public void init(ProcessorContext<String, @Nullable Object> nodeContext) {
    context = nodeContext;
    book = new DeliveryBook(nodeContext);
  }

  @Override
  public void process(Record<String, @Nullable Job> record) {
    if (context == null || book == null) {
      throw new IllegalStateException("a job came before init()");
    }
    Job job = record.value();
    if (job == null || job.state() == JobState.EXPIRED) {
      forget(record.key(), book);
      return;
    }
    DueEvent due = DueEvent.of(job).orElse(null);
    if (due == null || book.of(due.id()) != null) {
      return;
    }
    Instant now = book.now();
    Told told = Told.first(due, job, now);
    if (due.at().plus(retryFor).isBefore(now)) {
      book.put(told.as(State.GIVEN_UP, null));
      return;
    }
    book.put(told);
    context.forward(
        new Record<>(due.id(), told.delivery().round(), now.toEpochMilli()),
        WebhooksTopology.DELIVER);
  }

  private static void forget(@Nullable String key, DeliveryBook book) {
    try {
      book.forget(JobId.parse(String.valueOf(key)));
    } catch (IllegalArgumentException e) {
      log.error("a tombstone of the table of jobs names none and is passed over", e);
    }
  }
}
