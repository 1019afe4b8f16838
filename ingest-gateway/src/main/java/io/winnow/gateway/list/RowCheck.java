package io.winnow.gateway.list;

import io.winnow.contracts.ListLayout;
import io.winnow.kit.mailbox.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows and holds each against the limits, without making an object of any. Complete
 * records yield null, so that the parser runs from the first to the last in one call.
 */
final class RowCheck extends RecordHandler<Object> {
  private final ListFormat format;
  private final ListLayout layout;
  private final ListLimits limits;
  private final RecordBound bound;
  private boolean headerSeen;
  private long rows;
  private long empty;
  private boolean addressed;
  private long rowBytes;
  private long breaksInQuotes;
  private int lastFilled;

  RowCheck(ListFormat format, ListLayout layout, ListLimits limits, RecordBound bound) {
    this.format = format;
    this.layout = layout;
    this.limits = limits;
    this.bound = bound;
    this.headerSeen = !layout.header();
  }

  /** How many rows there were. */
  long rows() {
    return rows;
  }

  /** How many of them have no address. */
  long empty() {
    return empty;
  }

  /** Line of the record's next cell: where a quote opened that is still open. */
  long openCellLine() {
    return line() + breaksInQuotes;
  }

  @Override
  void begins() {
    bound.recordBegins(line());
    rowBytes = 0;
    breaksInQuotes = 0;
    lastFilled = -1;
    addressed = false;
  }

  @Override
  void cell(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (length > 0) {
      lastFilled = index;
      if (index == layout.addressColumn()) {
        addressed = !AddressText.isBlank(buffer, offset, length);
      }
    }
    long bytes = 3;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = buffer[i];
      if (c < 0x80) {
        if (c >= ' ') {
          bytes += c == '"' || c == '\\' ? 2 : 1;
        } else {
          bytes += 6;
          if (c == '\r' || (c == '\n' && (i == offset || buffer[i - 1] != '\r'))) {
            breaksInQuotes++;
          }
        }
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    rowBytes += bytes;
  }

  @Override
  @Nullable Object complete() {
    if (rowBytes > limits.rowBytes()) {
      throw RecordBound.rowTooLarge(line(), limits.rowBytes());
    }
    if (!headerSeen) {
      headerSeen = true;
      return null;
    }
    int columns = layout.columns().size();
    switch (format) {
      case CSV, JSON, NDJSON, XLSX -> {
        // empty cells at the end are delimiters too many, which many programs write
        if (lastFilled >= columns) {
          throw tooManyCells(columns);
        }
      }
      case LINES -> {
        if (cells() > columns) {
          throw noCharacter();
        }
      }
    }
    if (rows == limits.rows()) {
      throw ListRefused.atLine(
          ListFault.TOO_MANY_ROWS,
          line(),
          "the list has more than the "
              + limits.rows()
              + " rows allowed (winnow.limits.rows); split it");
    }
    rows++;
    if (!addressed) {
      empty++;
    }
    return null;
  }

  /** Lines are parsed with two code points as delimiter and quote that no text holds. */
  ListRefused noCharacter() {
    return ListRefused.atLine(
        ListFault.INVALID_ENCODING,
        line(),
        "U+FFFE or U+FFFF are no characters; see whether the list is in the charset it is read in");
  }

  private ListRefused tooManyCells(int columns) {
    return ListRefused.atLine(
        ListFault.TOO_MANY_CELLS,
        line(),
        "found "
            + cells()
            + " cells where "
            + (layout.header() ? "the header has " : "the first rows have ")
            + columns
            + "; put a cell that holds the delimiter '"
            + (layout.delimiter().equals("\t") ? "tab" : layout.delimiter())
            + "' in double quotes");
  }

  static ListRefused empty(boolean header) {
    return ListRefused.because(
        ListFault.EMPTY_LIST,
        header
            ? "the list has a header but no rows; add at least one address"
            : "the list is empty; send at least one address");
  }
}
