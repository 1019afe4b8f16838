package io.winnow.verifier.accounting;

import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.RowTally;
import io.winnow.errands.CommitStore;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts verdicts per slice, and tells the job a few times a second how many there are by now.
 * After a restart all slices are told again: the count may have been committed and the telling not.
 */
final class TallyProcessor extends ContextualProcessor<byte[], RowTally, String, JobChange> {
  private static final Duration TELL_EVERY = Duration.ofMillis(100);

  private final Set<String> untold = new LinkedHashSet<>();

  @SuppressWarnings("NullAway.Init")
  private CommitStore<String, SliceLedger> ledgers;

  private @Nullable OpenLedger open;
  private @Nullable Cancellable tick;

  @Override
  public void init(ProcessorContext<String, JobChange> context) {
    super.init(context);
    ledgers = context.getStateStore(AccountingTopology.SLICES);
    open = null;
    ledgers.forEach((key, _) -> untold.add(key));
    if (!untold.isEmpty()) {
      armTick();
    }
  }

  /** Rows come in runs of one slice: only the first of a run looks for its ledger. */
  @Override
  public void process(Record<byte[], RowTally> verified) {
    RowTally row = verified.value();
    OpenLedger ledger = open;
    if (ledger == null || !ledger.holds(row)) {
      ledger = openLedger(SliceId.ofRow(row.job(), row.row()));
      open = ledger;
    }
    if (ledger.ledger().count(row.row(), row.reason())) {
      ledgers.put(ledger.key(), ledger.ledger());
      if (untold.add(ledger.key())) {
        armTick();
      }
    }
  }

  private OpenLedger openLedger(SliceId slice) {
    String key = slice.key();
    SliceLedger ledger = ledgers.get(key);
    return new OpenLedger(slice, key, ledger == null ? new SliceLedger(slice) : ledger);
  }

  /** The ledger of the slice whose rows come at the moment. */
  private record OpenLedger(SliceId slice, String key, SliceLedger ledger) {
    boolean holds(RowTally row) {
      long inSlice = row.row() - slice.firstRow();
      return inSlice >= 0 && inSlice < SliceId.ROWS && row.job().equals(slice.job());
    }
  }

  private void armTick() {
    if (tick == null) {
      tick = context().schedule(TELL_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }
  }

  private void tell(long now) {
    for (String key : untold) {
      SliceLedger ledger = ledgers.get(key);
      if (ledger != null) {
        SliceTally tally = ledger.tally();
        context().forward(new Record<>(tally.job().toString(), new JobChange.Tallied(tally), now));
      }
    }
    untold.clear();
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
  }
}
