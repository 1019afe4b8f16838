package io.winnow.sink.filing;

import io.micrometer.core.instrument.Counter;
import io.winnow.contracts.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts aside records that cannot be filed, as they were found. The error is in the same headers
 * that Kafka Streams uses, so that the topic has one form.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  static final String EXCEPTION = "__streams.errors.exception";
  static final String MESSAGE = "__streams.errors.message";
  static final String TOPIC = "__streams.errors.topic";
  static final String PARTITION = "__streams.errors.partition";
  static final String OFFSET = "__streams.errors.offset";

  private final Producer<byte[], byte[]> producer;
  private final Trouble trouble;
  private final Counter sent;
  private boolean unsettled;

  DeadLetters(Producer<byte[], byte[]> producer, Trouble trouble, Counter sent) {
    this.producer = producer;
    this.trouble = trouble;
    this.sent = sent;
  }

  /** Puts a record aside; offsets behind it may be committed after {@link #settle()}. */
  void put(ConsumerRecord<byte[], byte[]> record, Exception error) {
    LOG.error(
        "{}-{} offset {} cannot be filed and goes to {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        Topics.DEAD_LETTERS.name(),
        error.getMessage());
    Headers headers = new RecordHeaders(record.headers());
    add(headers, EXCEPTION, error.getClass().getName());
    add(headers, MESSAGE, String.valueOf(error.getMessage()));
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    unsettled = true;
    sent.increment();
    send(record.key(), record.value(), headers);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  private void send(byte[] key, byte @Nullable [] value, Headers headers) {
    producer.send(
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), null, key, value, headers),
        (metadata, failure) -> {
          if (failure instanceof RecordTooLargeException && value != null) {
            // The headers do not fit beside it. They say where it is, and it must not stop the
            // rest.
            send(key, null, headers);
          } else if (failure != null) {
            trouble.tell("cannot write to " + Topics.DEAD_LETTERS.name(), failure);
          }
        });
  }

  /**
   * Returns when all records put aside are safe.
   *
   * @throws IOException when Kafka has not taken one
   */
  void settle() throws IOException {
    if (unsettled) {
      producer.flush();
      trouble.check();
      unsettled = false;
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
