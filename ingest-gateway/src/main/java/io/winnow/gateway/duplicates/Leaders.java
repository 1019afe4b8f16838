package io.winnow.gateway.duplicates;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Decides whose record carries which duplicates. A record has room for {@value #MOST_ROWS} of them,
 * and for {@value #MOST_BYTES} bytes; whoever finds no room leads a further record, in its own
 * place in the list, so that no transaction of the loader and no step of the verifier is without
 * bounds. What leads there is verified by itself, as a duplicate of the same first.
 */
final class Leaders {
  static final int MOST_ROWS = 2_000;
  static final int MOST_BYTES = 256 << 10;

  private final int mostBytes;

  /**
   * @param rowBytes most bytes of a row by itself, which fit into a record as well
   */
  Leaders(int rowBytes) {
    this.mostBytes = Math.min(MOST_BYTES, rowBytes / 2);
  }

  /**
   * Fills in the leaders, and writes the order in which they take their duplicates along.
   *
   * @param rows the file {@link DuplicateFiles#ROWS}, in which each duplicate is led by its first
   * @param count of its entries
   */
  void appoint(Path rows, int count, DuplicateFiles.Directory files) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(rows, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment entries = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena);
      long[] order = new long[count];
      for (int i = 0; i < count; i++) {
        order[i] = packed(DuplicateFiles.field(entries, i, DuplicateFiles.FIRST), i);
      }
      Arrays.sort(order);
      if (split(entries, order)) {
        Arrays.sort(order);
      }
      entries.force();
      write(entries, order, files);
    }
  }

  /** By the row that leads, then in the list's order. */
  private static long packed(int leader, int index) {
    return (long) leader << 32 | index;
  }

  /** Whether any row but a first leads. */
  private boolean split(MemorySegment entries, long[] order) {
    boolean split = false;
    int first = -1;
    int leader = -1;
    int riders = 0;
    long bytes = 0;
    for (int i = 0; i < order.length; i++) {
      int index = (int) order[i];
      int itsFirst = (int) (order[i] >>> 32);
      if (itsFirst != first) {
        first = itsFirst;
        leader = itsFirst;
        riders = 0;
        bytes = 0;
      }
      int own = DuplicateFiles.field(entries, index, DuplicateFiles.JSON_BYTES);
      if (riders == MOST_ROWS || bytes + own > mostBytes) {
        leader = DuplicateFiles.field(entries, index, DuplicateFiles.ROW);
        riders = 0;
        bytes = 0;
        split = true;
      } else {
        riders++;
        bytes += own;
      }
      if (leader != first) {
        DuplicateFiles.leader(entries, index, leader);
        order[i] = packed(leader, index);
      }
    }
    return split;
  }

  private static void write(MemorySegment entries, long[] order, DuplicateFiles.Directory files)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(files.create(DuplicateFiles.ORDER), 64 << 10))) {
      for (long next : order) {
        int index = (int) next;
        int leader = (int) (next >>> 32);
        if (DuplicateFiles.field(entries, index, DuplicateFiles.ROW) != leader) {
          out.writeInt(index);
        }
      }
    }
  }
}
