package io.winnow.contracts;

import java.util.List;

/**
 * How the user's list is laid out, so that it can be given back in the same way.
 *
 * @param columns the names of all columns, in order; made up where the list has no header
 * @param addressColumn index of the column with the addresses, from 0
 * @param delimiter between cells: one character
 * @param header whether the list's first line named the columns
 */
public record ListLayout(
    List<String> columns, int addressColumn, String delimiter, boolean header) {
  /**
   * @throws IllegalArgumentException when the address column is none of the columns, or the
   *     delimiter is not one character
   */
  public ListLayout {
    columns = List.copyOf(Component.required(columns, "columns"));
    Component.required(delimiter, "delimiter");
    if (addressColumn < 0 || addressColumn >= columns.size()) {
      throw new IllegalArgumentException(
          "address column " + addressColumn + " is none of the " + columns.size() + " columns");
    }
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException("delimiter '" + delimiter + "' is not one character");
    }
  }
}
