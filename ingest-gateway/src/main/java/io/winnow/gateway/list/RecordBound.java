package io.winnow.gateway.list;

import java.io.IOException;
import java.io.Reader;

/**
 * Stands between the characters and the parser, and stops a record that does not end before the
 * parser has gathered it: what the parser holds of one record is bounded, however long its line.
 */
final class RecordBound extends Reader {
  private final Sample sample;
  private final Reader rest;
  private final int mostChars;
  private int sampleRead;
  private long delivered;
  private long deliveredBeforeRecord;
  private long recordLine = 1;
  private boolean ended;

  /**
   * @param sample the list's first characters
   * @param rest what comes after them
   * @param mostChars of one record
   */
  RecordBound(Sample sample, Reader rest, int mostChars) {
    this.sample = sample;
    this.rest = rest;
    this.mostChars = mostChars;
  }

  /** To be called when the parser begins with a record. */
  void recordBegins(long line) {
    recordLine = line;
    deliveredBeforeRecord = delivered;
  }

  /** Whether the parser has been told that nothing more comes. */
  boolean ended() {
    return ended;
  }

  /**
   * @throws ListRefused with {@link ListFault#ROW_TOO_LARGE}
   */
  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (delivered - deliveredBeforeRecord > mostChars) {
      throw rowTooLarge(recordLine, mostChars);
    }
    int read;
    if (sampleRead < sample.length()) {
      read = Math.min(length, sample.length() - sampleRead);
      System.arraycopy(sample.chars(), sampleRead, buffer, offset, read);
      sampleRead += read;
    } else {
      read = rest.read(buffer, offset, length);
    }
    if (read < 0) {
      ended = true;
    } else {
      delivered += read;
    }
    return read;
  }

  static ListRefused rowTooLarge(long line, int most) {
    return ListRefused.atLine(
        ListFault.ROW_TOO_LARGE,
        line,
        "the row that begins here is larger than the "
            + most
            + " bytes allowed (winnow.limits.row-bytes); shorten it, and see whether a quote is"
            + " left open in it");
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
