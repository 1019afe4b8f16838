package io.winnow.gateway.list;

import org.jspecify.annotations.Nullable;

/**
 * What the user says about a list. Its content is believed more than its format.
 *
 * @param format how its rows are written
 * @param charset its name; null when the list is to tell
 * @param column the one with the addresses, by name or number from 1; null when it is to be found
 * @param sheet of a workbook, by name or number from 1; null for the first that is visible
 */
public record ListHints(
    ListFormat format, @Nullable String charset, @Nullable String column, @Nullable String sheet) {
  /** A list that is no workbook, or is in its first sheet. */
  public ListHints(ListFormat format, @Nullable String charset, @Nullable String column) {
    this(format, charset, column, null);
  }

  /** The same, with its rows written otherwise. */
  public ListHints as(ListFormat other) {
    return new ListHints(other, charset, column, sheet);
  }
}
