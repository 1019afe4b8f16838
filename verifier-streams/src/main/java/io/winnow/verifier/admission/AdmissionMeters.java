package io.winnow.verifier.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.LedgerEntry;

/** What admission tells of itself. Any thread. */
public final class AdmissionMeters {
  private final MeterRegistry registry;

  public AdmissionMeters(MeterRegistry registry) {
    this.registry = registry;
    // there from the start, so that the first one is seen as a change
    for (LedgerEntry.Kind kind : LedgerEntry.Kind.values()) {
      var _ = credits(kind.wireName());
    }
    var _ = submissions("admitted");
    var _ = submissions("insufficient_credits");
  }

  /** Counts answers to submissions, and no other events. */
  public void count(JobEvent event) {
    switch (event) {
      case JobEvent.Admitted _ -> answered("admitted");
      case JobEvent.Refused refused -> answered(refused.code());
      case JobEvent.LoadedUpTo _,
          JobEvent.SliceSealed _,
          JobEvent.Failed _,
          JobEvent.CancelRequested _,
          JobEvent.LoadingStopped _,
          JobEvent.DeleteRequested _,
          JobEvent.Deleted _ -> {}
    }
  }

  private void answered(String outcome) {
    submissions(outcome).increment();
  }

  private Counter submissions(String outcome) {
    return Counter.builder("winnow.admission.submissions")
        .description("submissions by what was answered")
        .tag("outcome", outcome)
        .register(registry);
  }

  void count(LedgerEntry entry) {
    long credits = entry.balanceChange() == 0 ? entry.reservedChange() : entry.balanceChange();
    boolean withdrawn = entry.kind() == LedgerEntry.Kind.CREDITED && credits < 0;
    credits(withdrawn ? "withdrawn" : entry.kind().wireName())
        .increment(Math.abs((double) credits));
  }

  private Counter credits(String kind) {
    return Counter.builder("winnow.admission.credits")
        .description("credits by how they moved")
        .tag("kind", kind)
        .register(registry);
  }
}
