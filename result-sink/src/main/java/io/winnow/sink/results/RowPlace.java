package io.winnow.sink.results;

import io.winnow.contracts.SliceId;

/**
 * Where to go on reading a result.
 *
 * @param row the first that may be wanted, counted from 0
 * @param offset where it stands in its slice's sealed file, in bytes; 0 when that is not known
 */
public record RowPlace(long row, long offset) {
  /**
   * @throws IllegalArgumentException when one is negative or beyond any list
   */
  public RowPlace {
    if (row < 0 || row > SliceId.MOST_ROWS || offset < 0) {
      throw new IllegalArgumentException("there is no row " + row + " at " + offset);
    }
  }

  /** Of a row, wherever it stands. */
  public static RowPlace of(long row) {
    return new RowPlace(row, 0);
  }

  /** Behind a row that ends there in its slice's file. */
  static RowPlace behind(long row, long end) {
    return new RowPlace(row + 1, (row + 1) % SliceId.ROWS == 0 ? 0 : end);
  }
}
