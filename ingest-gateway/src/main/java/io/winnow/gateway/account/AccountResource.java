package io.winnow.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.winnow.contracts.JobId;
import io.winnow.contracts.LedgerEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is told of itself.
 *
 * @param name its name
 * @param unmetered whether it needs no credits
 * @param balance free credits; absent when it needs none
 * @param reserved credits held for jobs that have not ended; absent when it needs none
 * @param limits that hold for it
 * @param ledger movements of its credits, newest first
 * @param next what {@code before} has to be for older entries; absent when there are none, or none
 *     in memory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountResource(
    String name,
    boolean unmetered,
    @Nullable Long balance,
    @Nullable Long reserved,
    Limits limits,
    List<Entry> ledger,
    @Nullable Long next) {

  /**
   * What it may ask for at once; what is absent is not bounded for it.
   *
   * @param rows of one list
   * @param bytes of one upload
   * @param concurrentUploads lists received at the same moment
   * @param requestsPerMinute to one process
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Limits(
      long rows,
      long bytes,
      @Nullable Integer concurrentUploads,
      @Nullable Integer requestsPerMinute) {}

  /** One movement, see {@link LedgerEntry}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      long sequence,
      LedgerEntry.Kind kind,
      long balanceChange,
      long reservedChange,
      long balance,
      long reserved,
      @Nullable JobId job,
      @Nullable String note,
      Instant at) {
    static Entry of(LedgerEntry entry) {
      return new Entry(
          entry.sequence(),
          entry.kind(),
          entry.balanceChange(),
          entry.reservedChange(),
          entry.balance(),
          entry.reserved(),
          entry.job(),
          entry.note(),
          entry.at());
    }
  }
}
