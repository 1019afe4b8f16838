package io.winnow.kit.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.winnow.contracts.JobId;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Gives each line that is about a job the job's id as a field of its own, beside the text: whoever
 * logs passes a {@link JobId}, and no more.
 */
final class JobOfLine extends Filter<ILoggingEvent> {
  private static final String KEY = "job";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    Object @Nullable [] arguments = event.getArgumentArray();
    if (arguments != null && event instanceof LoggingEvent line) {
      for (Object argument : arguments) {
        if (argument instanceof JobId job) {
          line.addKeyValuePair(new KeyValuePair(KEY, job.toString()));
          break;
        }
      }
    }
    return FilterReply.NEUTRAL;
  }
}
