package io.winnow.sink.results;

import io.winnow.contracts.Job;
import io.winnow.contracts.SliceId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Lists with their verdicts, from the files of their slices. Safe for concurrent use. */
public final class Results {
  private final SliceDirectory directory;

  public Results(SliceDirectory directory) {
    this.directory = directory;
  }

  /**
   * A job's results as they stand now.
   *
   * @throws IOException when the files cannot be looked at
   */
  public Download of(Job job) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    ResultLines.header(ResultForm.of(job), header);
    List<SliceId> slices = new ArrayList<>();
    long bytes = header.size();
    boolean complete = true;
    for (int number = 0; number < job.slices(); number++) {
      SliceId slice = new SliceId(job.id(), number);
      slices.add(slice);
      OptionalLong sealed = directory.sealedBytes(slice);
      complete &= sealed.isPresent();
      bytes += sealed.orElse(0);
    }
    return new Download(
        directory,
        job,
        header.toByteArray(),
        slices,
        complete ? OptionalLong.of(bytes) : OptionalLong.empty());
  }

  /**
   * Writes a page of rows as JSON.
   *
   * @param limit at most this many rows
   * @param cursor makes the text by which the next page is asked for
   * @throws IOException when the files cannot be read or {@code out} does not take it
   */
  public void page(
      Job job,
      RowPlace from,
      ResultQuery query,
      ColumnChoice columns,
      int limit,
      Function<RowPlace, String> cursor,
      OutputStream out)
      throws IOException {
    JsonPage.write(new ResultRows(directory, job), from, query, columns, limit, cursor, out);
  }

  /**
   * Writes rows as a file.
   *
   * @throws IOException when the files cannot be read or {@code out} does not take it; what was
   *     written till then is good
   */
  public void render(
      Job job, ResultQuery query, ColumnChoice columns, ResultFile file, OutputStream out)
      throws IOException {
    try (RowWriter writer = file.writer(job, columns, out)) {
      new ResultRows(directory, job)
          .visit(
              RowPlace.of(query.since()),
              (row, _) -> {
                if (query.wants(row)) {
                  writer.write(row);
                }
                return true;
              });
      writer.finish();
    }
  }

  /**
   * Shows all rows that have verdicts, in the list's order, holding no more than one.
   *
   * @throws IOException when the files cannot be read, or the taker says so
   */
  public void each(Job job, VerdictRow.Taker taker) throws IOException {
    new ResultRows(directory, job)
        .visit(
            RowPlace.of(0),
            (row, _) -> {
              taker.take(row.verdict());
              return true;
            });
  }

  /**
   * Writes the user's list as CSV, with other cells behind its own than those of Winnow.
   *
   * @param names of these cells
   * @param cells of each row, as many; what a spreadsheet would run is marked
   * @throws IOException when the files cannot be read or {@code out} does not take it
   */
  public void withCells(
      Job job, List<String> names, Function<VerdictRow, List<String>> cells, OutputStream out)
      throws IOException {
    MoreCells more = new MoreCells(job.layout(), names, cells, out);
    new ResultRows(directory, job)
        .visit(
            RowPlace.of(0),
            (row, _) -> {
              more.write(row, row.verdict());
              return true;
            });
    more.finish();
  }
}
