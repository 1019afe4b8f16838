package io.winnow.gateway.duplicates;

import io.winnow.contracts.RowCopy;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a list ride in the record of an earlier one, and with which, as its rows are gone
 * through in order. For one thread at a time.
 */
public final class RidingRows implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 10;

  private final Arena arena = Arena.ofShared();
  private final FileChannel cells;
  private final MemorySegment entries;
  private final MemorySegment order;
  private final long ahead;

  /** The first duplicate that is not before the row. */
  private long next;

  /** The first rider whose leader is not before the row. */
  private long nextRider;

  private RidingRows(Path directory, long firstRow) throws IOException {
    cells = FileChannel.open(directory.resolve(DuplicateFiles.CELLS), StandardOpenOption.READ);
    boolean open = false;
    try {
      entries = map(directory.resolve(DuplicateFiles.ROWS));
      order = map(directory.resolve(DuplicateFiles.ORDER));
      long behind = 0;
      while (next < duplicates() && rowOf(next) < firstRow) {
        behind += leads(next) ? 0 : 1;
        next++;
      }
      while (nextRider < riders() && leaderOfRider(nextRider) < firstRow) {
        nextRider++;
      }
      ahead = nextRider - behind;
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /**
   * Opens those of a list.
   *
   * @param directory where the list is
   * @param firstRow where to begin
   * @return empty when the list has no duplicates
   */
  public static Optional<RidingRows> open(Path directory, long firstRow) throws IOException {
    return Files.exists(directory.resolve(DuplicateFiles.ORDER))
        ? Optional.of(new RidingRows(directory, firstRow))
        : Optional.empty();
  }

  private MemorySegment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /** How many rows from the first one on ride with rows before it. */
  public long ahead() {
    return ahead;
  }

  /**
   * What becomes of a row.
   *
   * @param rides whether it is in the record of an earlier row
   * @param duplicateOf the row that has its key first; null when it is that itself
   * @param riders those that ride with it
   */
  public record Place(boolean rides, @Nullable Long duplicateOf, List<RowCopy> riders) {
    /** One without duplicates. */
    public static final Place ALONE = new Place(false, null, List.of());

    private static final Place RIDES = new Place(true, null, List.of());
  }

  /**
   * The place of a row.
   *
   * @param row each in turn, from the one that this was opened at
   * @throws IOException when the disk fails
   */
  public Place of(long row) throws IOException {
    Long duplicateOf = null;
    if (next < duplicates() && rowOf(next) == row) {
      long index = next++;
      if (!leads(index)) {
        return Place.RIDES;
      }
      duplicateOf = (long) DuplicateFiles.field(entries, index, DuplicateFiles.FIRST);
    }
    List<RowCopy> riders = ridersOf(row);
    return duplicateOf == null && riders.isEmpty()
        ? Place.ALONE
        : new Place(false, duplicateOf, riders);
  }

  private List<RowCopy> ridersOf(long leader) throws IOException {
    if (nextRider == riders() || leaderOfRider(nextRider) != leader) {
      return List.of();
    }
    List<RowCopy> riders = new ArrayList<>();
    while (nextRider < riders() && leaderOfRider(nextRider) == leader) {
      riders.add(read(DuplicateFiles.number(order, nextRider++)));
    }
    return riders;
  }

  private RowCopy read(long index) throws IOException {
    cells.position(DuplicateFiles.place(entries, index));
    // not closed: it would close the channel
    InputStream in = Channels.newInputStream(cells);
    return CopiedCells.read(
        rowOf(index), new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES)));
  }

  private long duplicates() {
    return entries.byteSize() / DuplicateFiles.ENTRY;
  }

  private long riders() {
    return order.byteSize() / Integer.BYTES;
  }

  private long rowOf(long index) {
    return DuplicateFiles.field(entries, index, DuplicateFiles.ROW);
  }

  private boolean leads(long index) {
    return DuplicateFiles.field(entries, index, DuplicateFiles.LEADER) == rowOf(index);
  }

  private long leaderOfRider(long rider) {
    return DuplicateFiles.field(
        entries, DuplicateFiles.number(order, rider), DuplicateFiles.LEADER);
  }

  @Override
  public void close() throws IOException {
    arena.close();
    cells.close();
  }
}
