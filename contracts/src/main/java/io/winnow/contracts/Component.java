package io.winnow.contracts;

import org.jspecify.annotations.Nullable;

/** What a record's components must be, also when they come from outside as JSON. */
final class Component {
  private Component() {}

  /** The value. */
  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("field '" + name + "' is missing");
    }
    return value;
  }

  static void knownVersion(int version, int newest) {
    if (version < 1 || version > newest) {
      throw new IllegalArgumentException(
          "version " + version + " in field 'v' is unknown here, newest is " + newest);
    }
  }

  /** The number of a row in its list. */
  static void row(long row) {
    notNegative(row, "row");
    if (row >= SliceId.MOST_ROWS) {
      throw new IllegalArgumentException(
          "field 'row' is " + row + ", a list has at most " + SliceId.MOST_ROWS);
    }
  }

  static void notNegative(long value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException("field '" + name + "' is negative: " + value);
    }
  }

  /** Null, or a row before that one. */
  static void duplicate(@Nullable Long of, long row) {
    if (of != null && (of < 0 || of >= row)) {
      throw new IllegalArgumentException(
          "field 'duplicate_of' is " + of + ", which is no row before row " + row);
    }
  }
}
