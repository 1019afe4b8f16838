package io.winnow.verifier.publish;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.SliceId;

/** Keys of verdicts. Rows come in runs of one slice, whose key is made once. For one thread. */
public final class SliceKeys {
  private long job;
  private long number = -1;
  private String key = "";

  /** The key of a row's verdict. */
  public String of(AddressSubmitted row) {
    SliceId slice = row.slice();
    if (slice.number() != number || slice.job().value() != job) {
      key = slice.key();
      job = slice.job().value();
      number = slice.number();
    }
    return key;
  }
}
