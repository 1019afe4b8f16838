package io.winnow.gateway.format;

import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a list that has been taken out of what it came in.
 *
 * @param <T> what comes of it
 */
interface Reading<T> {
  /** A list in delimited text. */
  T text(InputStream in, ListHints hints, Wrapping wrapping) throws IOException;

  /** A list that comes as records. */
  T records(RecordSource source, ListHints hints, Wrapping wrapping) throws IOException;

  /**
   * What a list came in.
   *
   * @param container the outermost
   * @param sheet null when it is no workbook
   * @param progress tells how much has been read
   */
  record Wrapping(Container container, @Nullable SheetRows sheet, Progress progress) {}

  /** How much of a list has been read. */
  interface Progress {
    /** From 0 to 1; negative when it is not known. */
    double share();
  }
}
