package io.winnow.sink.results;

import java.io.IOException;

/** Writes a result's rows as a file of some format, holding no more of them than a few. */
interface RowWriter extends AutoCloseable {
  /** Writes a row. */
  void write(ResultRow row) throws IOException;

  /** Writes what comes behind all rows. */
  void finish() throws IOException;

  /** Lets go of what it needed; what is not finished stays broken. */
  @Override
  void close() throws IOException;
}
