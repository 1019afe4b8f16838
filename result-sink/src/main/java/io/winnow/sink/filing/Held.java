package io.winnow.sink.filing;

import io.winnow.contracts.Job;
import io.winnow.sink.slices.OpenSlice;
import org.jspecify.annotations.Nullable;

/** An open slice and what {@link Slices} knows of it. */
final class Held {
  final OpenSlice slice;
  final int partition;

  /** Null until the table of jobs has it. */
  @Nullable Job job;

  /** Whether it has all its rows. */
  boolean complete;

  /** Whether it has got rows since it was last looked at. */
  boolean changed;

  /** Whether it has got rows since it was last told of. */
  boolean untold;

  /** When it got its last row, by {@link System#nanoTime()}; when it was loaded, before. */
  long lastRow;

  /** Whether it was said that its job fails for rows beyond the list. */
  boolean failed;

  Held(OpenSlice slice, int partition) {
    this.slice = slice;
    this.partition = partition;
  }
}
