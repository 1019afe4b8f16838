package io.winnow.sink.results;

import io.winnow.contracts.Job;
import io.winnow.contracts.SliceId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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
}
