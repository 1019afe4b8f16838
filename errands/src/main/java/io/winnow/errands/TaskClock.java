package io.winnow.errands;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The task's wall clock, in milliseconds since the epoch. That of the context stands still while a
 * batch of records is processed; time waited meanwhile is added, or retries would come early.
 */
final class TaskClock {
  private final ProcessorContext<?, ?> context;
  private long reading;
  private long waitedNanos;

  TaskClock(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  long now() {
    refresh();
    return reading + waitedNanos / 1_000_000;
  }

  void waited(long nanos) {
    refresh();
    waitedNanos += nanos;
  }

  private void refresh() {
    long current = context.currentSystemTimeMs();
    if (current != reading) {
      reading = current;
      waitedNanos = 0;
    }
  }
}
