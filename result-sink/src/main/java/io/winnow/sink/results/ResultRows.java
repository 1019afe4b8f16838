package io.winnow.sink.results;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobState;
import io.winnow.contracts.SliceId;
import io.winnow.sink.slices.DamagedFileException;
import io.winnow.sink.slices.SealedInput;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Goes through a job's rows that have verdicts, in order, one at a time. */
final class ResultRows {
  /** Takes rows. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param row as long as the call lasts
     * @param next where the next row is
     * @return whether to go on
     */
    boolean row(ResultRow row, RowPlace next) throws IOException;
  }

  private final SliceDirectory directory;
  private final Job job;
  private final ResultForm form;

  ResultRows(SliceDirectory directory, Job job) {
    this.directory = directory;
    this.job = job;
    this.form = ResultForm.of(job);
  }

  /**
   * Shows rows from a place on.
   *
   * @throws IOException when the files cannot be read, or the visitor says so
   */
  void visit(RowPlace from, Visitor visitor) throws IOException {
    RowPlace place = from;
    for (int number = (int) (from.row() / SliceId.ROWS); number < job.slices(); number++) {
      SliceId slice = new SliceId(job.id(), number);
      if (!visit(slice, place, visitor)) {
        return;
      }
      place = RowPlace.of(slice.firstRow() + SliceId.ROWS);
    }
  }

  private boolean visit(SliceId slice, RowPlace from, Visitor visitor) throws IOException {
    if (directory.isSealed(slice)) {
      return sealed(slice, from, visitor);
    }
    try (SliceRows rows = SliceRows.read(directory, slice)) {
      // open files go only when the sealed one is there
      if (!directory.isSealed(slice)) {
        requireUnfinished(slice, rows);
        return open(rows, from, visitor);
      }
    } catch (NoSuchFileException e) {
      if (!directory.isSealed(slice)) {
        throw e;
      }
    }
    return sealed(slice, from, visitor);
  }

  /**
   * All slices of a job that is whole are sealed: without its file it is no longer whole. Only a
   * rebuild leaves an open file there, when it has not found all rows.
   */
  private void requireUnfinished(SliceId slice, SliceRows rows) throws DamagedFileException {
    if (rows.none()
        && (job.state() == JobState.COMPLETED || job.state() == JobState.CANCELLED)
        && slice.rowsIn(job.comingRows()) > 0) {
      throw new DamagedFileException(slice, "it is not there");
    }
  }

  private boolean sealed(SliceId slice, RowPlace from, Visitor visitor) throws IOException {
    try (SealedInput file = SealedInput.open(directory, slice)) {
      long row = slice.firstRow();
      long offset = 0;
      if (from.offset() > 0) {
        row = from.row();
        offset = Math.min(from.offset(), file.size());
        file.seek(offset);
      }
      LineReader lines = new LineReader(file, ResultLines.delimiter(form.layout()));
      ResultRow seen = new ResultRow(form, lines);
      for (; lines.next(); row++) {
        if (row >= from.row()
            && !visitor.row(seen.at(lines, row), RowPlace.behind(row, offset + lines.position()))) {
          return false;
        }
      }
      return true;
    }
  }

  private boolean open(SliceRows rows, RowPlace from, Visitor visitor) throws IOException {
    SliceId slice = rows.slice();
    int count = slice.rowsIn(job.comingRows());
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int i = (int) Math.max(0, from.row() - slice.firstRow()); i < count; i++) {
      if (!rows.has(i)) {
        continue;
      }
      line.reset();
      ResultLines.row(rows, i, form, line);
      LineReader lines = LineReader.of(line.toByteArray(), ResultLines.delimiter(form.layout()));
      long row = slice.firstRow() + i;
      if (lines.next()
          && !visitor.row(new ResultRow(form, lines).at(lines, row), RowPlace.of(row + 1))) {
        return false;
      }
    }
    return true;
  }
}
