package io.winnow.gateway.list;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;

/** The parsers of lists in text, and of those that were rewritten as such. */
final class Parsers {
  private Parsers() {}

  /** Unicode says of these two that they are no characters: a line of text does not hold them. */
  private static final char NO_DELIMITER = '\uFFFF';

  private static final char NO_QUOTE = '\uFFFE';

  /** FastCSV takes this many characters at a time, and needs the room for one such read. */
  static final int READ_CHARS = 8192;

  /**
   * @param rowChars the longest record to be expected; who reads from {@code reader} is not held to
   *     it by the parser, but by {@link RecordBound}
   */
  static <T> CsvReader<T> open(
      ListFormat format,
      char delimiter,
      boolean mayEndInQuotes,
      int rowChars,
      CsvCallbackHandler<T> handler,
      Reader reader) {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(mayEndInQuotes)
            .maxBufferSize(2 * rowChars + 8 * READ_CHARS);
    return switch (format) {
      case CSV, JSON, NDJSON, XLSX -> builder.fieldSeparator(delimiter).build(handler, reader);
      case LINES ->
          builder.fieldSeparator(NO_DELIMITER).quoteCharacter(NO_QUOTE).build(handler, reader);
    };
  }
}
