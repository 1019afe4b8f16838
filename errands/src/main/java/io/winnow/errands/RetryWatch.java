package io.winnow.errands;

import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Is told which records of a task wait for a later attempt. Stream thread only.
 *
 * @param <K> type of the record's key
 * @param <V> type of the record's value
 */
public interface RetryWatch<K extends @Nullable Object, V extends @Nullable Object> {
  /**
   * The record has waited since before the task opened. Nothing may be forwarded here.
   *
   * @param due in milliseconds since the epoch
   */
  void waitsStill(Record<K, V> record, long due);

  /**
   * The record begins to wait.
   *
   * @param due in milliseconds since the epoch
   */
  void waits(Record<K, V> record, long due);

  /**
   * Its time has come.
   *
   * @param due as it was told
   */
  void waitsNoMore(Record<K, V> record, long due);
}
