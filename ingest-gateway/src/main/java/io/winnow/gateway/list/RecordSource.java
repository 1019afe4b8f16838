package io.winnow.gateway.list;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that is no text of delimited cells, taken apart into records as it is read. */
public interface RecordSource {
  /** Where the names of the columns are. */
  enum Naming {
    /** {@link #names} tells them; every record is a row. */
    NAMED,
    /** There are none; every record is a row. */
    NONE,
    /** The first record may be a header, as in CSV. */
    IN_FIRST_RECORD
  }

  /**
   * The next record's cells, in the order of the columns; those that it does not have at the end
   * are left out. Null after the last.
   *
   * @throws ListRefused when the list is not good
   * @throws IOException when it cannot be read
   */
  @Nullable List<String> next() throws IOException;

  /** Known when the first record has been read. */
  Naming naming();

  /** Names of the columns so far; more may come with each record. Empty when not named. */
  List<String> names();

  /** Which of the formats it is; known when the first record has been read. */
  ListFormat format();

  /** Line of the file, or row of the sheet, that the last record began in, from 1. */
  long line();

  /** The same for people. */
  String place();
}
