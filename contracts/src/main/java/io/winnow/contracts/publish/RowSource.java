package io.winnow.contracts.publish;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of a list, as often as they are asked for: once to count and check them, once to send
 * them, and again after a crash. They must be the same each time.
 */
@FunctionalInterface
public interface RowSource {
  /**
   * All rows in their order, each with a cell for every column. Closed by who asked for it. It may
   * throw unchecked exceptions when it cannot be read.
   */
  Stream<List<String>> open();

  /** Rows that are in memory. */
  static RowSource of(List<List<String>> rows) {
    List<List<String>> copy = rows.stream().map(List::copyOf).toList();
    return copy::stream;
  }
}
