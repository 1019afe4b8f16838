package io.winnow.errands;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Work with an answer that comes later: a query, a call, a delivery. Every method is called on a
 * stream thread, several of them at once when tasks share one errand, and none may block.
 *
 * <p>The work may be run more often than once, after a crash or a rebalance; its result counts once
 * (under {@code exactly_once_v2}). Results leave in the order of the answers, not of the records.
 *
 * @param <K> type of the record's key
 * @param <V> type of the record's value
 * @param <A> type of the answer
 * @param <KOut> type of the result's key
 * @param <VOut> type of the result's value
 */
public interface Errand<
    K extends @Nullable Object,
    V extends @Nullable Object,
    A extends @Nullable Object,
    KOut extends @Nullable Object,
    VOut extends @Nullable Object> {
  /**
   * Called before anything else when a task opens, and again whenever it does; for an errand of one
   * task that keeps an account of its work in stores of the node, or forwards more than results.
   * What it writes and forwards in {@link #run}, {@link #answered} and {@link #failed} is in the
   * same transaction as the decision. Nothing may be forwarded here. Does nothing by default.
   *
   * @param context of the node; valid until the task closes
   */
  default void open(ProcessorContext<KOut, VOut> context) {}

  /**
   * Who is to be told what waits for a later attempt; asked once after each {@link #open}. Nobody
   * by default, which spares reading all of them when the task opens.
   */
  default @Nullable RetryWatch<K, V> watch() {
    return null;
  }

  /** Called when the task closes. Nothing may be forwarded here. Does nothing by default. */
  default void close() {}

  /**
   * Names the piece of work. Not empty, and unique among the unfinished ones of a partition: a
   * record whose id is pending already is taken for a repetition of it and ignored.
   */
  String id(Record<K, V> record);

  /**
   * Begins the work. A future that is completed already is an answer at hand: it is decided upon at
   * once, and nothing is stored. A future that fails is handed to {@link #failed}; to throw is a
   * bug, and makes the record a dead letter.
   *
   * <p>The future is cancelled when the task leaves this process. It may be completed by any
   * thread.
   *
   * @param attempt counted from 1
   */
  CompletionStage<A> run(K key, V value, int attempt);

  /**
   * What becomes of a record whose work was answered. To throw makes it a dead letter.
   *
   * @param record the record as it arrived, with its own timestamp and headers
   * @param attempt counted from 1
   */
  Decision<KOut, VOut> answered(Record<K, V> record, int attempt, A answer);

  /**
   * What becomes of a record whose work failed. To throw makes it a dead letter.
   *
   * @param record the record as it arrived, with its own timestamp and headers
   * @param attempt counted from 1
   * @param failure what the future failed with, freed of {@code CompletionException}
   */
  Decision<KOut, VOut> failed(Record<K, V> record, int attempt, Throwable failure);
}
