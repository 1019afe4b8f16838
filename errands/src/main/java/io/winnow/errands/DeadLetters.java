package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out for records that cannot be worked on. Stream thread only. */
final class DeadLetters<K extends @Nullable Object, V extends @Nullable Object> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ErrandSettings settings;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;
  private final ProcessorContext<byte[], byte[]> context;
  private final TaskMetrics metrics;
  private boolean warned;
  private long lastWarning;

  DeadLetters(
      ErrandSettings settings,
      Serde<K> keySerde,
      Serde<V> valueSerde,
      ProcessorContext<byte[], byte[]> context,
      TaskMetrics metrics) {
    this.settings = settings;
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
    this.context = context;
    this.metrics = metrics;
  }

  void send(Record<K, V> record, int attempts, String why, @Nullable Throwable error) {
    Headers headers = new RecordHeaders(record.headers());
    add(headers, DeadLetterHeaders.ERRAND, settings.name());
    add(headers, DeadLetterHeaders.ATTEMPTS, Integer.toString(attempts));
    add(headers, DeadLetterHeaders.WHY, why);
    if (error != null) {
      add(headers, DeadLetterHeaders.ERROR, error.toString());
      warn(attempts, why, error);
    }
    String target = settings.deadLetterChild();
    byte[] key = keySerde.serializer().serialize(target, headers, record.key());
    byte[] value = valueSerde.serializer().serialize(target, headers, record.value());
    metrics.deadLetter();
    context.forward(new Record<>(key, value, record.timestamp(), headers), target);
  }

  /** Every dead letter tells its error in its headers; the log shows one now and then. */
  private void warn(int attempts, String why, Throwable error) {
    long now = System.nanoTime();
    if (!warned || now - lastWarning > QUIET_NANOS) {
      warned = true;
      lastWarning = now;
      LOG.warn("{}: dead letter after {} attempts: {}", settings.name(), attempts, why, error);
    }
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }
}
