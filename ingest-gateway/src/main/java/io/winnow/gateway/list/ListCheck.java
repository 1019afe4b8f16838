package io.winnow.gateway.list;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.winnow.contracts.ListLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads a list once, from end to end, and says what it is or what is wrong with it. */
public final class ListCheck {
  private final ListLimits limits;

  public ListCheck(ListLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes all bytes of the stream, in bounded memory. Does not close it.
   *
   * @throws ListRefused when the list is not good
   * @throws IOException when the stream fails
   */
  public CheckedList check(InputStream in, ListHints hints) throws IOException {
    TextHead head = TextHead.read(in, hints.charset());
    StrictReader characters = new StrictReader(in, head.charset(), head.bytes());
    Sample sample = Sample.read(characters);
    ListLayout layout = LayoutDetection.of(sample, hints, limits.columns()).layout();
    RowCheck check;
    try (Reader rest = sample.whole() ? Reader.nullReader() : new ReadAhead(characters)) {
      RecordBound bound = new RecordBound(sample, rest, limits.rowBytes());
      check = new RowCheck(hints.format(), layout, limits, bound);
      parse(hints.format(), layout, bound, check);
    }
    if (check.rows() == 0) {
      throw RowCheck.empty(layout.header());
    }
    return new CheckedList(
        hints.format(), characters.charset().name(), layout, check.rows(), check.empty());
  }

  /**
   * Reads no more of the list than its first 256 Ki characters. Faults of the row that these end
   * within are not told, since it may be good.
   *
   * @param mostRows to be shown
   * @throws ListRefused when what was read is not good
   * @throws IOException when the stream fails
   */
  public Glance glance(InputStream in, ListHints hints, int mostRows) throws IOException {
    TextHead head = TextHead.read(in, hints.charset());
    StrictReader characters = new StrictReader(in, head.charset(), head.bytes());
    Sample sample = Sample.read(characters);
    LayoutDetection.Found found = LayoutDetection.of(sample, hints, limits.columns());
    ListLayout layout = found.layout();
    RecordBound bound = new RecordBound(sample, Reader.nullReader(), limits.rowBytes());
    RowCheck check = new RowCheck(hints.format(), layout, limits, bound);
    try {
      parse(hints.format(), layout, bound, check);
    } catch (ListRefused e) {
      if (sample.whole() || e.fault() != ListFault.UNCLOSED_QUOTE) {
        throw e;
      }
    }
    int header = layout.header() ? 1 : 0;
    List<List<String>> rows =
        sample.records(hints.format(), layout.delimiter().charAt(0), mostRows + header);
    if (rows.size() <= header) {
      throw RowCheck.empty(layout.header());
    }
    return new Glance(
        hints.format(),
        characters.charset().name(),
        layout,
        found.by(),
        rows.subList(header, rows.size()),
        Math.max(check.rows(), rows.size() - header),
        sample.whole());
  }

  // the parser would close the stream, which is the caller's
  @SuppressWarnings({"resource", "try"})
  private void parse(ListFormat format, ListLayout layout, RecordBound bound, RowCheck check)
      throws IOException {
    CsvReader<Object> parser =
        Parsers.open(format, layout.delimiter().charAt(0), false, limits.rowBytes(), check, bound);
    try {
      if (parser.iterator().hasNext()) {
        throw new IllegalStateException("the check yields no records");
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw refusal(e, format, bound, check);
    }
  }

  /** FastCSV wraps what its handlers and readers throw; what it throws of itself is two things. */
  private static RuntimeException refusal(
      CsvParseException e, ListFormat format, RecordBound bound, RowCheck check) {
    if (e.getCause() instanceof RuntimeException ours) {
      return ours;
    }
    if (format == ListFormat.LINES) {
      return check.noCharacter();
    }
    if (bound.ended()) {
      return ListRefused.atLine(
          ListFault.UNCLOSED_QUOTE,
          check.openCellLine(),
          "a quote opens here and is not closed before the list ends; close it, or double it"
              + " where it belongs to the cell");
    }
    return ListRefused.atLine(
        ListFault.MISPLACED_QUOTE,
        check.openCellLine(),
        "text follows a closing quote; double the quotes that belong to the cell");
  }
}
