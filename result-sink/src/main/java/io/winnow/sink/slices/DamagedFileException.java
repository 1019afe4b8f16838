package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.IOException;

/**
 * A sealed file is not what was sealed, or not there any more. Nothing of it that is damaged has
 * been handed out.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient SliceId slice;

  /**
   * @param what what is wrong with it
   */
  public DamagedFileException(SliceId slice, String what) {
    super(
        "slice %d of job %s is damaged on the sink's disk: %s; './winnow rebuild' makes it anew while its rows are on the topic"
            .formatted(slice.number(), slice.job(), what));
    this.slice = slice;
  }

  /** Which one. */
  public SliceId slice() {
    return slice;
  }
}
