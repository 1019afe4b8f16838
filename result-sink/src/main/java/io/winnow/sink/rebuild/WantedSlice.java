package io.winnow.sink.rebuild;

import io.winnow.contracts.Job;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.RowTally;
import io.winnow.sink.results.ResultForm;
import io.winnow.sink.results.ResultLines;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.RowCounts;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.IOException;
import java.util.Arrays;

/** A slice without a whole sealed file, on its way to one. For one thread. */
final class WantedSlice {
  private final SliceDirectory directory;
  private final Disk disk;
  private final OpenFiles files;
  private final Job job;
  private final OpenSlice slice;
  private boolean sealed;

  WantedSlice(SliceDirectory directory, Disk disk, OpenFiles files, Job job, SliceId slice)
      throws IOException {
    this.directory = directory;
    this.disk = disk;
    this.files = files;
    this.job = job;
    this.slice = OpenSlice.load(directory, files, slice);
  }

  /** Takes a row as the sink would: not with another slice's key, nor beyond the list. */
  void take(RowTally row, byte[] key, byte[] value) throws IOException {
    if (sealed || !Arrays.equals(key, slice.key()) || row.row() >= job.rows()) {
      return;
    }
    slice.append(row.row(), row.reason(), row.duplicate(), value);
  }

  /** Seals it, when it has all its rows and is not sealed. */
  void sealWhenWhole() throws IOException {
    if (sealed || !slice.has(rows())) {
      return;
    }
    files.write();
    ResultForm form = ResultForm.of(job);
    try (SliceRows filed = SliceRows.read(directory, slice.id())) {
      SealedFile.write(
          directory,
          disk,
          slice.id(),
          out -> ResultLines.rows(filed, rows(), form, new RowCounts(), out));
    }
    slice.forget();
    SealedFile.settle(directory, disk, slice.id());
    sealed = true;
  }

  /**
   * Keeps what was found of a job that has ended: a file that tells readers that the rest is lost,
   * and not to be waited for.
   */
  void keep() throws IOException {
    if (!sealed && job.state().terminal()) {
      slice.keep();
    }
  }

  /** What is amiss with it. */
  RebuiltJob.Gap gap() {
    return new RebuiltJob.Gap(slice.id(), rows(), found());
  }

  /** Whether it has been made again. */
  boolean sealed() {
    return sealed;
  }

  /** How many rows it is to have. */
  int rows() {
    return slice.id().rowsIn(job.comingRows());
  }

  /** How many of them were found. */
  int found() {
    return Math.min(rows(), slice.counts().rows());
  }
}
