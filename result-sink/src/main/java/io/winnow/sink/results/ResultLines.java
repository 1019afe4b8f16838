package io.winnow.sink.results;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonTexts;
import io.winnow.sink.slices.RowCounts;
import io.winnow.sink.slices.SliceRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows as lines of CSV. The verdict's columns always stand under their names: a row with fewer
 * cells than the header is filled up, and what a row has beyond the header comes after them.
 */
public final class ResultLines {
  private static final Logger LOG = LoggerFactory.getLogger(ResultLines.class);
  private static final AddressVerifiedSerde SERDE = new AddressVerifiedSerde();

  private static final ConcurrentMap<Flags, String> FLAGS = new ConcurrentHashMap<>();

  private ResultLines() {}

  /** Writes the header line. */
  public static void header(ResultForm form, OutputStream out) throws IOException {
    CsvLines lines = new CsvLines(out, delimiter(form.layout()));
    ResultColumns.names(form).forEach(lines::cell);
    lines.end();
    lines.flush();
  }

  /**
   * Writes those of a slice's rows that are there, in order.
   *
   * @param firstRows only this many, from the slice's first
   * @param counts gets each row that is written
   */
  public static void rows(
      SliceRows rows, int firstRows, ResultForm form, RowCounts counts, OutputStream out)
      throws IOException {
    CsvLines lines = new CsvLines(out, delimiter(form.layout()));
    for (int row = 0; row < firstRows; row++) {
      if (rows.has(row)) {
        AddressVerified verified = read(rows.slice(), row, rows.value(row), form.layout());
        write(verified, form, lines);
        SmtpEvidence smtp = verified.verdict().smtp();
        counts.add(
            verified.verdict().reason(),
            verified.duplicateOf() != null,
            smtp == null ? null : smtp.operator());
      }
    }
    lines.flush();
  }

  /**
   * Writes one row that is there.
   *
   * @param row counted from the slice's first
   */
  static void row(SliceRows rows, int row, ResultForm form, OutputStream out) throws IOException {
    CsvLines lines = new CsvLines(out, delimiter(form.layout()));
    write(read(rows.slice(), row, rows.value(row), form.layout()), form, lines);
    lines.flush();
  }

  private static AddressVerified read(SliceId slice, int row, byte[] value, ListLayout layout) {
    try {
      return SERDE.deserialize(null, value);
    } catch (SerializationException e) {
      // Its first fields were good enough to file it. The list must not wait for it for ever.
      long inJob = slice.firstRow() + row;
      LOG.error("job {} row {} is damaged and goes out without its cells", slice.job(), inJob, e);
      Verdict verdict = Verdict.of(Reason.INTERNAL_ERROR, "the row's record is damaged");
      return new AddressVerified(
          slice.job(), inJob, verdict, "", layout.addressColumn(), List.of());
    }
  }

  private static void write(AddressVerified verified, ResultForm form, CsvLines lines)
      throws IOException {
    int columns = form.layout().columns().size();
    List<String> cells = verified.cells();
    int column = verified.column();
    for (int i = 0; i < columns; i++) {
      cell(cells, verified.address(), column, i, lines);
    }
    write(verified.verdict(), lines);
    if (form.duplicates()) {
      ours(duplicateOf(verified.duplicateOf()), lines);
    }
    int width = Math.max(cells.size(), column) + 1;
    for (int i = columns; i < width; i++) {
      cell(cells, verified.address(), column, i, lines);
    }
    lines.end();
  }

  /** The cells under {@link ResultColumns#OF_VERDICT}. */
  private static void write(Verdict verdict, CsvLines lines) throws IOException {
    lines.cell(verdict.status().wireName());
    lines.cell(verdict.reason().wireName());
    ours(verdict.detail(), lines);
    ours(verdict.didYouMean(), lines);
    ours(verdict.normalized(), lines);
    ours(flags(verdict.flags()), lines);
    ours(verdict.mailHost(), lines);
    SmtpEvidence smtp = verdict.smtp();
    ours(smtp == null ? null : smtp.operator(), lines);
    ours(smtp == null ? null : reply(smtp), lines);
  }

  /** What others have a say in may look like a formula, and must not be one: all but our words. */
  private static void ours(@Nullable String text, CsvLines lines) {
    lines.cell(text == null ? null : Formulas.neutral(text));
  }

  /** People count rows from 1. */
  private static @Nullable String duplicateOf(@Nullable Long row) {
    return row == null ? null : Long.toString(row + 1);
  }

  /** Those known to be so; there is one text for each combination, and few combinations. */
  private static @Nullable String flags(Flags flags) {
    return FLAGS.computeIfAbsent(
        flags,
        combination ->
            combination.set().stream().map(Flag::wireName).collect(Collectors.joining(" ")));
  }

  /** The reply as the server wrote it. */
  private static @Nullable String reply(SmtpEvidence smtp) {
    if (smtp.code() == 0) {
      return null;
    }
    return Stream.of(String.valueOf(smtp.code()), smtp.enhancedCode(), smtp.reply())
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The cell at an index of the user's row; empty where the row is too short. */
  private static void cell(
      List<String> cells, String address, int column, int index, CsvLines lines) {
    if (index == column) {
      lines.cell(address);
      return;
    }
    int other = index < column ? index : index - 1;
    if (other >= cells.size()) {
      lines.cell(null);
    } else if (cells instanceof JsonTexts asRead) {
      asRead.read(other, lines::cell);
    } else {
      lines.cell(cells.get(other));
    }
  }

  static char delimiter(ListLayout layout) {
    return layout.delimiter().charAt(0);
  }
}
