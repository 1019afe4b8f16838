package io.winnow.verifier.publish;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;

/** Keys of verdicts. Rows come in runs of one slice, whose key is made once. For one thread. */
final class SliceKeys {
  private long job;
  private long number = -1;
  private String key = "";

  /** The key of a row's verdict. */
  String of(JobId id, long row) {
    long slice = row / SliceId.ROWS;
    if (slice != number || id.value() != job) {
      key = SliceId.ofRow(id, row).key();
      job = id.value();
      number = slice;
    }
    return key;
  }
}
