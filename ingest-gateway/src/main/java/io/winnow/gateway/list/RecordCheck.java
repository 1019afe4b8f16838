package io.winnow.gateway.list;

import io.winnow.contracts.ListLayout;
import io.winnow.kit.mailbox.AddressText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ListCheck} is for text, for lists that come as records: reads one from end to end,
 * holds its rows against the limits, and writes them anew, so that they can be read from any row.
 * For one use.
 */
public final class RecordCheck {
  private static final int SAMPLE_CHARS = 256 * 1024;

  /** What a cell costs in memory beside its characters. */
  private static final int CELL_CHARS = 16;

  private final ListLimits limits;
  private final RecordSource source;
  private final ListHints hints;
  private final RowMeasure measure;
  private final ArrayDeque<List<String>> sample = new ArrayDeque<>();
  private boolean ended;

  /**
   * @param hints of which the format does not count: the source knows it
   */
  public RecordCheck(ListLimits limits, RecordSource source, ListHints hints) {
    this.limits = limits;
    this.source = source;
    this.hints = hints;
    this.measure = new RowMeasure(limits, source);
  }

  /**
   * Reads the list in bounded memory.
   *
   * @param table where the rows go; flushed, not closed
   * @throws ListRefused when the list is not good
   * @throws IOException when reading or writing fails
   */
  public CheckedList check(OutputStream table) throws IOException {
    ListLayout layout = begin().layout();
    TableFile file = new TableFile(table);
    int width = layout.columns().size();
    long rows = 0;
    long empty = 0;
    for (List<String> row = nextRow(); row != null; row = nextRow()) {
      if (rows == limits.rows()) {
        throw ListRefused.at(
            ListFault.TOO_MANY_ROWS,
            source.line(),
            source.place(),
            "the list has more than the "
                + limits.rows()
                + " rows allowed (winnow.limits.rows); split it");
      }
      file.write(row);
      width = Math.max(width, row.size());
      empty += hasAddress(row, layout.addressColumn()) ? 0 : 1;
      rows++;
    }
    requireRows(rows, layout);
    file.flush();
    return new CheckedList(
        source.format(), StandardCharsets.UTF_8.name(), widened(layout, width), rows, empty);
  }

  /** A row may be shorter than the column with the addresses is far in. */
  private static boolean hasAddress(List<String> row, int addressColumn) {
    return addressColumn < row.size() && !AddressText.strip(row.get(addressColumn)).isEmpty();
  }

  /**
   * Reads no more of the list than its first records.
   *
   * @param mostRows to be shown
   * @throws ListRefused when what was read is not good
   * @throws IOException when reading fails
   */
  public Glance glance(int mostRows) throws IOException {
    LayoutDetection.Found found = begin();
    requireRows(sample.size(), found.layout());
    return new Glance(
        source.format(),
        StandardCharsets.UTF_8.name(),
        found.layout(),
        found.by(),
        sample.stream().limit(mostRows).toList(),
        sample.size(),
        ended);
  }

  /** Takes a sample, by which the layout is found; what is left of it are rows. */
  private LayoutDetection.Found begin() throws IOException {
    int room = SAMPLE_CHARS;
    while (sample.size() < LayoutDetection.MOST_RECORDS && room > 0) {
      List<String> record = nextRecord();
      if (record == null) {
        break;
      }
      sample.add(record);
      for (String cell : record) {
        room -= cell.length() + CELL_CHARS;
      }
    }
    LayoutDetection.Found found =
        LayoutDetection.of(new ArrayList<>(sample), source, hints, limits.columns(), ended);
    if (found.layout().header() && source.naming() == RecordSource.Naming.IN_FIRST_RECORD) {
      sample.removeFirst();
    }
    return found;
  }

  private @Nullable List<String> nextRow() throws IOException {
    List<String> sampled = sample.pollFirst();
    return sampled == null ? nextRecord() : sampled;
  }

  private @Nullable List<String> nextRecord() throws IOException {
    List<String> record = ended ? null : source.next();
    ended = record == null;
    return record == null ? null : measure.allowed(record);
  }

  private static void requireRows(long rows, ListLayout layout) {
    if (rows == 0) {
      throw RowCheck.empty(layout.header());
    }
  }

  /** Columns may have come up behind the sample. */
  private ListLayout widened(ListLayout layout, int width) {
    List<String> columns = new ArrayList<>(layout.columns());
    List<String> names = source.names();
    for (int i = columns.size(); i < Math.max(width, names.size()); i++) {
      columns.add(i < names.size() ? names.get(i) : LayoutDetection.numbered(i));
    }
    LayoutDetection.requireAllowed(columns, limits.columns());
    return new ListLayout(columns, layout.addressColumn(), layout.delimiter(), layout.header());
  }
}
