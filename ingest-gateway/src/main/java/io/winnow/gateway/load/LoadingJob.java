package io.winnow.gateway.load;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.gateway.duplicates.RidingRows;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRow;
import io.winnow.gateway.list.ListRows;
import io.winnow.gateway.spool.SpoolEntry;
import java.io.IOException;
import java.time.Instant;
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
  private @Nullable RidingRows riding;
  private long nextRow;

  /** Rows on the topic for certain; with those that ride ahead, more than {@link #loaded}. */
  private long onTopic;

  private long nextOnTopic;

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
    this.onTopic = loaded;
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

  /** Where its rows go. */
  Topic topic() {
    return isLookup() ? Topics.CONTACT_LOOKUPS : Topics.ADDRESSES;
  }

  /** Under which key one of them goes there. */
  String key(AddressSubmitted row) {
    return isLookup() ? submission.account() : row.address();
  }

  private boolean isLookup() {
    return submission.wholeOptions().lookup() != null;
  }

  /** Rows below that number are on the topic for certain. */
  long loaded() {
    return loaded;
  }

  /**
   * How many rows are on the topic for certain: those below {@link #loaded} and, of the others,
   * those that ride with one of them. The latter are known once there was a row to be read.
   */
  long onTopic() {
    return onTopic;
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
   * @return null for a row that rides with an earlier one
   * @throws IOException when the list on disk is not what was checked
   */
  @Nullable AddressSubmitted next() throws IOException {
    if (rows == null) {
      open();
    }
    ListRow row = rows == null ? null : rows.next();
    if (row == null) {
      throw new IOException(entry.list() + " ends at row " + nextRow + " of " + submission.rows());
    }
    RidingRows.Place place = riding == null ? RidingRows.Place.ALONE : riding.of(nextRow);
    long number = nextRow++;
    if (place.rides()) {
      return null;
    }
    nextOnTopic += 1 + place.riders().size();
    return new AddressSubmitted(
        id(),
        number,
        row.address(),
        submission.level(),
        submission.layout().addressColumn(),
        row.otherCells(),
        options,
        place.riders(),
        place.duplicateOf());
  }

  private void open() throws IOException {
    rows = ListRows.open(entry.list(), entry.checked(), limits, loaded);
    riding = RidingRows.open(entry.directory(), loaded).orElse(null);
    nextRow = loaded;
    onTopic = loaded + (riding == null ? 0 : riding.ahead());
    nextOnTopic = onTopic;
  }

  /**
   * What has been read is on the topic.
   *
   * @return how many rows that is, with those that ride along
   */
  long committed() {
    long more = nextOnTopic - onTopic;
    loaded = nextRow;
    onTopic = nextOnTopic;
    return more;
  }

  /** What has been read since the last commit is not on the topic, and is to be read again. */
  void rolledBack() throws IOException {
    close();
  }

  /**
   * The same when it is in doubt what is on the topic.
   *
   * @param marked how many rows are on the topic at least
   */
  void goOnFrom(long marked) throws IOException {
    close();
    if (marked > loaded) {
      loaded = marked;
      onTopic = Math.max(onTopic, marked);
    }
  }

  /** When the list was submitted. */
  Instant submittedAt() {
    return submission.submittedAt();
  }

  /** Lets go of the files. */
  void close() throws IOException {
    if (riding != null) {
      riding.close();
      riding = null;
    }
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
