package io.winnow.sink.results;

import io.winnow.contracts.Job;
import io.winnow.contracts.SliceId;
import io.winnow.sink.slices.RowCounts;
import io.winnow.sink.slices.SealedInput;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalLong;

/** One job's results, about to be written. Holds no resource until then. */
public final class Download {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SliceDirectory directory;
  private final Job job;
  private final byte[] header;
  private final List<SliceId> slices;
  private final OptionalLong bytes;

  Download(
      SliceDirectory directory, Job job, byte[] header, List<SliceId> slices, OptionalLong bytes) {
    this.directory = directory;
    this.job = job;
    this.header = header;
    this.slices = slices;
    this.bytes = bytes;
  }

  /** Whether every row is in it that will ever be; of a cancelled job these are not all. */
  public boolean complete() {
    return bytes.isPresent();
  }

  /** How many bytes it will be; empty while it is not complete, since more may come. */
  public OptionalLong bytes() {
    return bytes;
  }

  /**
   * Writes the header, then all rows that have verdicts, in the list's order.
   *
   * @throws IOException when the files cannot be read or {@code out} does not take them; what was
   *     written till then is good
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(header);
    for (SliceId slice : slices) {
      if (!copySealed(slice, out)) {
        writeOpen(slice, out);
      }
    }
  }

  /**
   * Writes some of the bytes of a complete one.
   *
   * @param from counted from 0
   * @param length in bytes, up to {@link #bytes()} at most
   * @throws IOException when the files cannot be read or {@code out} does not take them
   */
  public void writeTo(OutputStream out, long from, long length) throws IOException {
    long skip = from;
    long left = length;
    if (skip < header.length) {
      int part = (int) Math.min(header.length - skip, left);
      out.write(header, (int) skip, part);
      left -= part;
    }
    skip = Math.max(0, skip - header.length);
    for (int i = 0; i < slices.size() && left > 0; i++) {
      try (SealedInput sealed = SealedInput.open(directory, slices.get(i))) {
        if (skip >= sealed.size()) {
          skip -= sealed.size();
          continue;
        }
        sealed.seek(skip);
        left -= copy(sealed, Math.min(left, sealed.size() - skip), out);
        skip = 0;
      }
    }
  }

  private static long copy(SealedInput sealed, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = length; left > 0; ) {
      int read = sealed.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("a sealed file is shorter than it was");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    return length;
  }

  private boolean copySealed(SliceId slice, OutputStream out) throws IOException {
    try (SealedInput sealed = SealedInput.open(directory, slice)) {
      sealed.transferTo(out);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void writeOpen(SliceId slice, OutputStream out) throws IOException {
    try (SliceRows rows = SliceRows.read(directory, slice)) {
      // Open files go only when the sealed one is there: if it is not, none was missed.
      if (!copySealed(slice, out)) {
        ResultLines.rows(
            rows, slice.rowsIn(job.comingRows()), ResultForm.of(job), new RowCounts(), out);
      }
    } catch (NoSuchFileException e) {
      if (!copySealed(slice, out)) {
        throw e;
      }
    }
  }
}
