package io.winnow.sink.slices;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.RowTally;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A slice on its way to all its rows: which of them are in files, how many there are for each
 * reason, and the file that this sink appends to. Holds one bit per row; where the frames are is
 * read from the files when the slice is sealed. For one thread.
 */
public final class OpenSlice {
  private static final RowTally.FromAddressVerified TALLIES = new RowTally.FromAddressVerified();

  private final SliceId id;
  private final byte[] key;
  private final OpenFiles files;
  private final OpenFile file;
  private final Place place;

  private OpenSlice(SliceId id, OpenFiles files, OpenFile file, Place place) {
    this.id = id;
    this.key = id.key().getBytes(StandardCharsets.UTF_8);
    this.files = files;
    this.file = file;
    this.place = place;
  }

  /** The one place of each row: a row that has it counts, one that comes again does not. */
  private static final class Place implements RowFile.Visitor {
    final BitSet rows = new BitSet();
    final RowCounts counts = new RowCounts();

    @Override
    public void frame(int row, long position, byte[] value, int length) {
      if (!rows.get(row)) {
        add(row, value, length);
      }
    }

    void add(int row, Reason reason, boolean duplicate, @Nullable String operator) {
      rows.set(row);
      counts.add(reason, duplicate, operator);
    }

    /** What cannot be read any more goes out as an internal error, and counts as one. */
    private void add(int row, byte[] value, int length) {
      try {
        RowTally tally = TALLIES.deserialize(null, null, ByteBuffer.wrap(value, 0, length));
        add(row, tally.reason(), tally.duplicate(), tally.operator());
      } catch (SerializationException e) {
        add(row, Reason.INTERNAL_ERROR, false, null);
      }
    }
  }

  /**
   * The slice as its files tell: this sink's own is mended where a crash has torn it, those of
   * others are read only.
   */
  public static OpenSlice load(SliceDirectory directory, OpenFiles files, SliceId id)
      throws IOException {
    Place place = new Place();
    Path own = directory.ownOpenFile(id);
    OpenFile ownFile = null;
    for (Path path : directory.openFiles(id)) {
      if (path.equals(own)) {
        ownFile = files.recover(id, place);
      } else {
        try (RowFile others = RowFile.map(path, id)) {
          others.scan(place);
        }
      }
    }
    return new OpenSlice(id, files, ownFile == null ? new OpenFile(id, own, 0) : ownFile, place);
  }

  /** Which slice it is. */
  public SliceId id() {
    return id;
  }

  /** The record key of its rows. Not to be changed. */
  public byte[] key() {
    return key;
  }

  /**
   * Appends a row. One that is there already is the same row again and counts once.
   *
   * @param row counted from the job's first
   * @param reason of its verdict
   * @param duplicate whether it is a duplicate of another
   * @param value of its record
   */
  public void append(long row, Reason reason, boolean duplicate, byte[] value) throws IOException {
    append(row, reason, duplicate, null, value);
  }

  /** The same with the operator of the mail server; null when none was asked. */
  private void append(
      long row, Reason reason, boolean duplicate, @Nullable String operator, byte[] value)
      throws IOException {
    files.append(file, row, value);
    int inSlice = (int) (row - id.firstRow());
    if (!place.rows.get(inSlice)) {
      place.add(inSlice, reason, duplicate, operator);
    }
  }

  /**
   * The same.
   *
   * @param row what counts of it
   * @param value of its record
   */
  public void append(RowTally row, byte[] value) throws IOException {
    append(row.row(), row.reason(), row.duplicate(), row.operator(), value);
  }

  /** Has a file of it be there, whether it has rows or not. */
  public void keep() throws IOException {
    files.create(file);
  }

  /** How many different rows it has, by the reason that each came with first. */
  public SliceCounts counts() {
    return place.counts.soFar();
  }

  /** Whether it has all of its first rows. */
  public boolean has(int firstRows) {
    return place.rows.nextClearBit(0) >= firstRows;
  }

  /** Lets go of its file, which is about to be removed with all of its job. */
  public void discard() throws IOException {
    files.discard(file);
  }

  /** Whether all that was appended outlives a loss of power. */
  public boolean isForced() {
    return file.buffer == null && file.forced == file.written;
  }

  /** Lets go of its file, which stays. */
  public void forget() throws IOException {
    files.forget(file);
  }
}
