package io.winnow.sink.webhooks;

import io.winnow.contracts.WebhookRedelivery;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Begins another round for an event; what waits of the rounds before is not tried any more. */
final class RedeliverProcessor
    implements Processor<String, @Nullable WebhookRedelivery, String, @Nullable Object> {
  private @Nullable ProcessorContext<String, @Nullable Object> context;
  private @Nullable DeliveryBook book;

  @Override
  public void init(ProcessorContext<String, @Nullable Object> nodeContext) {
    context = nodeContext;
    book = new DeliveryBook(nodeContext);
  }

  @Override
  public void process(Record<String, @Nullable WebhookRedelivery> record) {
    if (context == null || book == null) {
      throw new IllegalStateException("a request came before init()");
    }
    WebhookRedelivery asked = record.value();
    Told told = asked == null ? null : book.of(asked.id());
    if (told == null) {
      return;
    }
    Instant now = book.now();
    Told again = told.again(now);
    book.put(again);
    context.forward(
        new Record<>(again.delivery().id(), again.delivery().round(), now.toEpochMilli()),
        WebhooksTopology.DELIVER);
  }
}
