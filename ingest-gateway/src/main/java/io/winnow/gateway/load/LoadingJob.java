package io.winnow.gateway.load;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Submission;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRow;
import io.winnow.gateway.list.ListRows;
import io.winnow.gateway.spool.SpoolEntry;
import java.io.IOException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A job whose rows are on their way to the topic. Used by the loader's thread alone. */
final class LoadingJob {
  private final SpoolEntry entry;
  private final Submission submission;
  private final ListLimits limits;
  private final @Nullable Iterable<Header> headers;
  private final RowOptions options;
  private long loaded;
  private @Nullable ListRows rows;
  private long nextRow;

  /**
   * @param loaded how many rows are on the topic for certain
   * @param headers of each of its rows; null for none
   */
  LoadingJob(SpoolEntry entry, ListLimits limits, long loaded, @Nullable Iterable<Header> headers) {
    this.entry = entry;
    this.submission = entry.submission().orElseThrow();
    this.options = submission.rowOptions();
    this.limits = limits;
    this.headers = headers;
    this.loaded = loaded;
  }

  JobId id() {
    return submission.job();
  }

  /** Bytes of one of its rows in the list, on the average; at least 1. */
  long rowBytes() {
    return Math.max(1, entry.bytes() / submission.rows());
  }

  SpoolEntry entry() {
    return entry;
  }

  /** Of each of its rows; null for none. */
  @Nullable Iterable<Header> headers() {
    return headers;
  }

  /** How many rows are on the topic for certain. */
  long loaded() {
    return loaded;
  }

  /** Rows that are not on the topic yet. */
  long remaining() {
    return submission.rows() - loaded;
  }

  /** The first row that a transaction without trouble would not load. */
  long nextRow() {
    return nextRow;
  }

  /**
   * Reads on.
   *
   * @throws IOException when the list on disk is not what was checked
   */
  AddressSubmitted next() throws IOException {
    if (rows == null) {
      rows = ListRows.open(entry.list(), entry.checked(), limits, loaded);
      nextRow = loaded;
    }
    ListRow row = rows.next();
    if (row == null) {
      throw new IOException(entry.list() + " ends at row " + nextRow + " of " + submission.rows());
    }
    return new AddressSubmitted(
        id(),
        nextRow++,
        row.address(),
        submission.level(),
        submission.layout().addressColumn(),
        row.otherCells(),
        options);
  }

  /** What has been read is on the topic. */
  void committed() {
    loaded = nextRow;
  }

  /** What has been read since the last commit is not on the topic, and is to be read again. */
  void rolledBack() throws IOException {
    close();
  }

  /** Lets go of the file. */
  void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
