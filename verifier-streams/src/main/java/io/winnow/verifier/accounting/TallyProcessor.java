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
final class TallyProcessor extends ContextualProcessor<String, RowTally, String, JobChange> {
  private static final Duration TELL_EVERY = Duration.ofMillis(100);

  private final Set<String> untold = new LinkedHashSet<>();

  @SuppressWarnings("NullAway.Init")
  private CommitStore<String, SliceLedger> ledgers;

  private @Nullable Cancellable tick;

  @Override
  public void init(ProcessorContext<String, JobChange> context) {
    super.init(context);
    ledgers = context.getStateStore(AccountingTopology.SLICES);
    ledgers.forEach((key, _) -> untold.add(key));
    if (!untold.isEmpty()) {
      armTick();
    }
  }

  @Override
  public void process(Record<String, RowTally> verified) {
    RowTally row = verified.value();
    SliceId slice = SliceId.ofRow(row.job(), row.row());
    String key = verified.key();
    SliceLedger ledger = ledgers.get(key);
    if (ledger == null) {
      ledger = new SliceLedger(slice);
    }
    if (ledger.count(row.row(), row.reason())) {
      ledgers.put(key, ledger);
      untold.add(key);
      armTick();
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
