package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.Job;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A program of its own: renders a long list, in whatever heap it was given. */
final class SmallHeap {
  private SmallHeap() {}

  /**
   * @param args a directory, and how many rows
   */
  public static void main(String[] args) throws IOException {
    SliceDirectory directory = new SliceDirectory(Path.of(args[0]), new SinkId("a"));
    Job job = Samples.job(7, Long.parseLong(args[1]));
    for (int slice = 0; slice < job.slices(); slice++) {
      seal(directory, new SliceId(job.id(), slice), job.rows());
    }
    Results results = new Results(directory);
    ColumnChoice all = ColumnChoice.all(ResultForm.of(job));
    results.render(job, ResultQuery.ALL, all, ResultFile.XLSX, OutputStream.nullOutputStream());
    try (GZIPOutputStream gzip = new GZIPOutputStream(OutputStream.nullOutputStream())) {
      results.render(job, ResultQuery.ALL, all, ResultFile.CSV_WITHOUT_FORMULAS, gzip);
    }
  }

  private static void seal(SliceDirectory directory, SliceId slice, long rows) throws IOException {
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        slice,
        out -> {
          for (long row = slice.firstRow(); row < slice.firstRow() + slice.rowsIn(rows); row++) {
            String address = "ada" + row + "@example.com";
            out.write(
                ("Ada," + address + ",a town,unknown,smtp_not_checked,,," + address + ",,mx,,\n")
                    .getBytes(UTF_8));
          }
        });
  }
}
