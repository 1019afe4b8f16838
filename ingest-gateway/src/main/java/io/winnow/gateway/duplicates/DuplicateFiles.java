package io.winnow.gateway.duplicates;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What stands beside a list with duplicates, big endian.
 *
 * <pre>
 * duplicates         of each duplicate, in order: text address | int cells, each: text
 *                    text: int length | byte 0, a byte for each character, or 1, two for each
 * duplicates.rows    of each duplicate, in order: int row | int first | int leader | int JSON bytes | long where in duplicates
 * duplicates.order   of each duplicate that rides, by leader, then by row: int which it is in duplicates.rows
 * </pre>
 *
 * The <i>first</i> is the row that has the key first. The <i>leader</i> is the row whose record
 * carries the duplicate: the first, or, where that one's record is full, the first duplicate that
 * has no room, which leads itself and those behind it.
 */
public final class DuplicateFiles {
  static final String CELLS = "duplicates";
  static final String ROWS = "duplicates.rows";
  static final String ORDER = "duplicates.order";

  /** All of them. */
  public static final List<String> NAMES = List.of(CELLS, ROWS, ORDER);

  static final int ROW = 0;
  static final int FIRST = 4;
  static final int LEADER = 8;
  static final int JSON_BYTES = 12;
  static final int PLACE = 16;
  static final int ENTRY = 24;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private DuplicateFiles() {}

  /** Makes files. */
  @FunctionalInterface
  public interface Directory {
    /** A new file of that name; closing it makes it last. */
    OutputStream create(String name) throws IOException;
  }

  /** How many of a list's rows are duplicates of others. */
  public static long count(Path directory) throws IOException {
    Path rows = directory.resolve(ROWS);
    return Files.exists(rows) ? Files.size(rows) / ENTRY : 0;
  }

  static int field(MemorySegment entries, long index, int field) {
    return entries.get(INT, index * ENTRY + field);
  }

  static void leader(MemorySegment entries, long index, int leader) {
    entries.set(INT, index * ENTRY + LEADER, leader);
  }

  static long place(MemorySegment entries, long index) {
    return entries.get(LONG, index * ENTRY + PLACE);
  }

  static int number(MemorySegment numbers, long index) {
    return numbers.get(INT, index * Integer.BYTES);
  }
}
