package io.winnow.gateway.list;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Tells blank lines from records, in the one way that all passes over a list share.
 *
 * <p>A line is blank when it is empty, or is a single cell of whitespace without quotes. An empty
 * pair of quotes is how writers of CSV spell a row whose only cell is empty, so that one is a row.
 *
 * @param <T> what becomes of a record
 */
abstract class RecordHandler<T> extends CsvCallbackHandler<T> {
  private long line;
  private int cells;
  private boolean blank;

  /** The record's cell at an index from 0; the buffer is valid during the call only. */
  abstract void cell(int index, char[] buffer, int offset, int length, boolean quoted);

  /** The record is complete and not blank; null lets the parser go on to the next. */
  abstract @Nullable T complete();

  /** A record or a blank line begins. */
  abstract void begins();

  /** Line that the record begins on, from 1. */
  final long line() {
    return line;
  }

  /** Cells of the record so far. */
  final int cells() {
    return cells;
  }

  @Override
  protected final void beginRecord(long startingLineNumber) {
    line = startingLineNumber;
    cells = 0;
    blank = true;
    begins();
  }

  @Override
  protected final void addField(char[] buf, int offset, int len, boolean quoted) {
    blank = cells == 0 && !quoted && isBlank(buf, offset, len);
    cell(cells++, buf, offset, len, quoted);
  }

  @Override
  protected final void setEmpty() {}

  @Override
  protected final void setComment(char[] buf, int offset, int len) {
    throw new IllegalStateException("lists have no comments");
  }

  @Override
  @SuppressWarnings("NullAway") // FastCSV's own annotation says that null is welcome
  protected final T buildRecord() {
    return blank ? null : complete();
  }

  @Override
  protected final RecordType getRecordType() {
    return RecordType.DATA;
  }

  @Override
  protected final int getFieldCount() {
    return cells;
  }

  private static boolean isBlank(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] > ' ') {
        return false;
      }
    }
    return true;
  }
}
