package io.winnow.gateway.list;

import java.util.List;

/** Holds records against the limits of a row. */
final class RowMeasure {
  private final ListLimits limits;
  private final RecordSource source;

  RowMeasure(ListLimits limits, RecordSource source) {
    this.limits = limits;
    this.source = source;
  }

  /**
   * The record as it can be kept: halves of surrogate pairs, which JSON can spell, become U+FFFD.
   *
   * @throws ListRefused when it has too many cells or bytes, or a NUL
   */
  List<String> allowed(List<String> record) {
    if (record.size() > limits.columns()) {
      throw ListRefused.at(
          ListFault.TOO_MANY_COLUMNS,
          source.line(),
          source.place(),
          "here the list has "
              + record.size()
              + " columns, "
              + limits.columns()
              + " are allowed (winnow.limits.columns); leave out those that you do not need");
    }
    boolean halves = false;
    long bytes = 0;
    for (int i = 0; i < record.size(); i++) {
      long size = bytes(record.get(i));
      halves |= size < 0;
      bytes += Math.abs(size);
    }
    if (bytes > limits.rowBytes()) {
      throw ListRefused.at(
          ListFault.ROW_TOO_LARGE,
          source.line(),
          source.place(),
          "the row is larger than the "
              + limits.rowBytes()
              + " bytes allowed (winnow.limits.row-bytes); shorten it");
    }
    return halves ? record.stream().map(RowMeasure::withoutHalves).toList() : record;
  }

  /**
   * As JSON in UTF-8, with three bytes around it; negative when there are halves of pairs in it.
   */
  private long bytes(String cell) {
    long bytes = 3;
    boolean halves = false;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c >= ' ' && c < 0x80) {
        bytes += c == '"' || c == '\\' ? 2 : 1;
      } else if (c == 0) {
        throw ListRefused.at(
            ListFault.INVALID_ENCODING,
            source.line(),
            source.place(),
            "there is a NUL character; take it out");
      } else if (c < ' ') {
        bytes += 6;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < cell.length()
          && Character.isLowSurrogate(cell.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
        halves = true;
      }
    }
    return halves ? -bytes : bytes;
  }

  private static String withoutHalves(String cell) {
    StringBuilder whole = new StringBuilder(cell.length());
    cell.codePoints()
        .forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '\uFFFD' : c));
    return whole.toString();
  }
}
