package io.winnow.errands;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs an {@link Errand} for each record and forwards what comes of it, exactly once, without ever
 * making a commit wait for an answer.
 *
 * <h2>The states of an entry</h2>
 *
 * A record whose answer is at hand never becomes an entry: it is decided upon at once. Any other
 * becomes a {@link PendingEntry} in one of the states of {@link EntryState}:
 *
 * <pre>
 *            accepted                 begun                   answered, failed
 *   record ───────────▶ BACKLOG ───────────────▶ IN_FLIGHT ────────────────────▶ SETTLED
 *                          ▲    ◀───────────────                                    │
 *                          │     close(), restore                                   │
 *                          └──────────────── retry store, until due ◀───────────────┘ RetryAfter
 * </pre>
 *
 * {@code BACKLOG} and {@code IN_FLIGHT} entries are the <em>pending</em> ones, and are in the
 * pending store. A {@code SETTLED} entry is in no store, or in the retry store.
 *
 * <h2>Who may touch what</h2>
 *
 * The stream thread of the task owns everything: entries, stores, context, this object. It is the
 * first and the last to touch a record. Any other thread may do one thing: complete a future, which
 * puts its {@link Flight} into the queue of {@link Completions}. The stream thread polls that queue
 * at the beginning of each {@code process()}, while it waits for room, and on a tick. Nothing wakes
 * the stream thread from its poll: an answer waits for {@code poll.ms} plus a tick at most.
 *
 * <h2>What is in one transaction</h2>
 *
 * Between two commits everything happens on the heap. The commit takes, as one transaction: the
 * offsets of the records read, the entries still pending (of a {@link CommitStore}, written then
 * and not before: most are settled by that time and never serialised), the retries put and taken,
 * and the records forwarded. So for each record read, the committed state says exactly one of:
 * pending, waiting for a retry, or settled with its result written.
 *
 * <p>It follows that under {@code exactly_once_v2} no record comes again that is pending or waits:
 * its offset was committed with its entry. The check of the pending ids, a look-up on the heap,
 * guards against a producer's repetitions and serves {@code at_least_once}, where the changelog may
 * be ahead of the offsets; the retry store is not asked, for it would cost a read from disk for
 * every record.
 *
 * <h2>Crash and rebalance</h2>
 *
 * After a crash the stores are restored as of the last commit and the input is read from there:
 * work begun since is run again, what was forwarded since was never committed. {@code init()} puts
 * the pending entries into the backlog and forwards nothing, as it must not; the first tick begins
 * to run them, within the bound.
 *
 * <p>{@code close()} comes before or after the last commit of a task, when it moves as when it is
 * fenced. So it leaves the pending store as it is, to be written by that commit, and forwards
 * nothing. It ends the {@link Epoch}: the queue is closed, the futures are cancelled, and what
 * completes later is dropped. The same object may see {@code init()} again, with the stores it had
 * or with restored ones.
 *
 * <p>An exception of the errand costs its one record, which becomes a dead letter. An exception of
 * a store or of a node further down is not caught: it stops the thread, and the transaction aborts.
 *
 * <h2>The bound</h2>
 *
 * No more than {@code maxInFlight} attempts are under way. When as many entries are pending, {@code
 * process()} waits for room, whether the next answer is at hand or not, for only {@code run()}
 * could tell: Kafka Streams would hand over records as fast as it reads them, and has no other
 * brake. But while it waits, no task of the thread commits or polls, and a transaction open for
 * longer than {@code transaction.timeout.ms} is aborted. A limit for each record is not enough, as
 * a task may be given thousands of records between two commits: so the thread also has a {@link
 * WaitAllowance} for all waiting from one commit to the next, renewed by the commit. When it is
 * used up, records are accepted beyond the bound and begun when there is room. They are as many as
 * the task had buffered, for the commit follows.
 *
 * <p>Retries that are due take their turn before new records: a tick may move some to the backlog
 * even if there is no room, and new records wait behind the backlog.
 *
 * <h2>The clock</h2>
 *
 * The {@link Ticker} runs only while something can happen: each tick while something is pending,
 * once at the next due time when only retries wait, and not at all otherwise, since each tick costs
 * a commit. Due times are on the wall clock of the machine that put them, as {@link TaskClock}
 * reads it.
 */
final class ErrandProcessor<
        K extends @Nullable Object,
        V extends @Nullable Object,
        A extends @Nullable Object,
        KOut extends @Nullable Object,
        VOut extends @Nullable Object>
    implements Processor<K, V, KOut, VOut> {
  private final ErrandSettings settings;
  private final Errand<K, V, A, KOut, VOut> errand;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;
  private final ErrandMetrics metrics;

  private @Nullable Epoch<K, V, A, KOut, VOut> epoch;

  ErrandProcessor(
      ErrandSettings settings,
      Errand<K, V, A, KOut, VOut> errand,
      Serde<K> keySerde,
      Serde<V> valueSerde,
      ErrandMetrics metrics) {
    this.settings = settings;
    this.errand = errand;
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<KOut, VOut> context) {
    errand.open(context);
    CommitStore<String, PendingEntry<K, V>> pending =
        context.getStateStore(settings.pendingStore());
    KeyValueStore<Bytes, byte[]> retries = context.getStateStore(settings.retryStore());
    PendingEntrySerde<K, V> serde = new PendingEntrySerde<>(keySerde, valueSerde);
    TaskMetrics task = metrics.open();
    try {
      epoch =
          new Epoch<>(
              settings,
              errand,
              context,
              pending,
              new RetryQueue<>(retries, serde, errand.watch()),
              new DeadLetters<>(settings, keySerde, valueSerde, asBytes(context), task),
              task);
    } catch (RuntimeException e) {
      task.close();
      throw e;
    }
  }

  @Override
  public void process(Record<K, V> record) {
    if (epoch == null) {
      throw new IllegalStateException(
          settings.name() + ": a record came before init() or after close()");
    }
    epoch.process(record);
  }

  @Override
  public void close() {
    if (epoch != null) {
      epoch.end();
      errand.close();
      epoch = null;
    }
  }

  /** Dead letters are bytes, whatever the results are: they go to a child of their own. */
  @SuppressWarnings("unchecked")
  private static ProcessorContext<byte[], byte[]> asBytes(ProcessorContext<?, ?> context) {
    return (ProcessorContext<byte[], byte[]>) context;
  }
}
