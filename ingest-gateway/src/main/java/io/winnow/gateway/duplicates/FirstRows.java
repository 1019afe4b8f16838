package io.winnow.gateway.duplicates;

import java.util.Arrays;

/**
 * The first row of each key, in at most 16 bytes a key and a fixed 1 MiB. Keys are known by 76 bits
 * of a hash, with a seed of its own for each set: among ten million different keys two are taken
 * for one with a probability of one in a billion. For one thread.
 *
 * <p>The keys are spread over many small tables, which grow one by one, by a tenth: so hardly any
 * room is ever empty, and only one table at a time is there twice. Within a table entries stand in
 * the order of their hashes, each where its hash says or a little behind (ordered linear probing),
 * so that a table grows by being read once from end to end, and who is not there is missed soon.
 */
final class FirstRows {
  /** No row. */
  static final int NONE = -1;

  private static final int TABLE_BITS = 12;
  private static final int TABLES = 1 << TABLE_BITS;
  private static final int LEAST_ENTRIES = 16;
  private static final double FULL = 0.85;
  private static final double GROWTH = 1.1;
  private static final int BYTES_PER_ENTRY = Long.BYTES + Integer.BYTES;
  private static final int BYTES_PER_TABLE = 2 * (16 + 8) + Integer.BYTES;

  private static final long[] NO_HASHES = {};
  private static final int[] NO_ROWS = {};

  private final long[][] hashes = new long[TABLES][];
  private final int[][] rows = new int[TABLES][];
  private final int[] sizes = new int[TABLES];
  private final KeyHash hash;
  private long entries;
  private long mostBytes;

  FirstRows(long seed) {
    this.hash = new KeyHash(seed);
    Arrays.fill(hashes, NO_HASHES);
    Arrays.fill(rows, NO_ROWS);
  }

  /**
   * Notes the row of a key, unless the key has one.
   *
   * @return the row that the key had; {@link #NONE} when it had none
   */
  int putIfAbsent(String key, int row) {
    hash.of(key);
    int table = (int) (hash.second() >>> (Long.SIZE - TABLE_BITS));
    // 0 stands for nothing
    return putIfAbsent(table, hash.first() == 0 ? 1 : hash.first(), row);
  }

  private int putIfAbsent(int table, long entry, int row) {
    while (true) {
      long[] known = hashes[table];
      int[] theirRows = rows[table];
      if (known.length == 0) {
        grow(table, LEAST_ENTRIES);
        continue;
      }
      int place = place(known, entry);
      if (place < known.length && known[place] == entry) {
        return theirRows[place];
      }
      int end = place;
      while (end < known.length && known[end] != 0) {
        end++;
      }
      if (end == known.length || sizes[table] + 1 > FULL * known.length) {
        grow(table, (int) (known.length * GROWTH) + 1);
        continue;
      }
      System.arraycopy(known, place, known, place + 1, end - place);
      System.arraycopy(theirRows, place, theirRows, place + 1, end - place);
      known[place] = entry;
      theirRows[place] = row;
      sizes[table]++;
      return NONE;
    }
  }

  /** Where the entry is, or would be put. */
  private static int place(long[] known, long entry) {
    int place = home(entry, known.length);
    while (place < known.length
        && known[place] != 0
        && Long.compareUnsigned(known[place], entry) < 0) {
      place++;
    }
    return place;
  }

  /** The last places are nobody's home, so that those whose home is near the end find room. */
  private static int home(long entry, int length) {
    return (int) Math.unsignedMultiplyHigh(entry, length - length / 32 - 4);
  }

  private void grow(int table, int length) {
    long[] before = hashes[table];
    int[] rowsBefore = rows[table];
    int next = length;
    while (!move(table, before, rowsBefore, next)) {
      next = (int) (next * GROWTH) + 1;
    }
    count(next, before.length);
  }

  /** False when the last entries find no room. */
  private boolean move(int table, long[] before, int[] rowsBefore, int length) {
    long[] after = new long[length];
    int[] rowsAfter = new int[length];
    int free = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        int place = Math.max(free, home(before[i], length));
        if (place == length) {
          return false;
        }
        after[place] = before[i];
        rowsAfter[place] = rowsBefore[i];
        free = place + 1;
      }
    }
    hashes[table] = after;
    rows[table] = rowsAfter;
    return true;
  }

  private void count(int added, int removed) {
    entries += added;
    mostBytes = Math.max(mostBytes, bytes());
    entries -= removed;
  }

  /** Different keys so far. */
  long size() {
    return Arrays.stream(sizes).asLongStream().sum();
  }

  private long bytes() {
    return entries * BYTES_PER_ENTRY + (long) TABLES * BYTES_PER_TABLE;
  }

  /** The most memory that it had at any time, a table that was growing counted twice. */
  long mostBytes() {
    return mostBytes;
  }
}
