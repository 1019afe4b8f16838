package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * A slice on its way to all its rows: which of them are in files, and the file that this sink
 * appends to. Holds one bit per row; where the frames are is read from the files when the slice is
 * sealed. For one thread.
 */
public final class OpenSlice {
  private final SliceId id;
  private final byte[] key;
  private final OpenFiles files;
  private final OpenFile file;
  private final BitSet rows;

  private OpenSlice(SliceId id, OpenFiles files, OpenFile file, BitSet rows) {
    this.id = id;
    this.key = id.key().getBytes(StandardCharsets.UTF_8);
    this.files = files;
    this.file = file;
    this.rows = rows;
  }

  /**
   * The slice as its files tell: this sink's own is mended where a crash has torn it, those of
   * others are read only.
   */
  public static OpenSlice load(SliceDirectory directory, OpenFiles files, SliceId id)
      throws IOException {
    BitSet rows = new BitSet();
    Path own = directory.ownOpenFile(id);
    for (Path path : directory.openFiles(id)) {
      if (!path.equals(own)) {
        try (RowFile others = RowFile.map(path, id)) {
          others.scan((row, position) -> rows.set(row));
        }
      }
    }
    return new OpenSlice(id, files, files.recover(id, (row, position) -> rows.set(row)), rows);
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
   * @param value of its record
   */
  public void append(long row, byte[] value) throws IOException {
    files.append(file, row, value);
    rows.set((int) (row - id.firstRow()));
  }

  /** How many different rows it has. */
  public int count() {
    return rows.cardinality();
  }

  /** Whether it has all of its first rows. */
  public boolean has(int firstRows) {
    return rows.nextClearBit(0) >= firstRows;
  }

  /** Lets go of its file, which is about to be removed with all of its job. */
  public void discard() throws IOException {
    files.discard(file);
  }

  /** Lets go of its file, which stays. */
  public void forget() throws IOException {
    files.forget(file);
  }
}
