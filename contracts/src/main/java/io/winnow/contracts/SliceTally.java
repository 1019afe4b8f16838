package io.winnow.contracts;

/**
 * How many verdicts an open slice has so far. Cumulative: a later one stands in for all before it,
 * so that one that comes twice, late or never does no harm. What counts in the end is in {@link
 * JobEvent.SliceSealed}.
 *
 * @param v version of this record's form
 * @param job the job
 * @param slice its number
 * @param counts of the rows that are filed
 */
public record SliceTally(int v, JobId job, int slice, SliceCounts counts) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public SliceTally {
    Component.knownVersion(v, VERSION);
    Component.required(job, "job");
    Component.notNegative(slice, "slice");
    Component.required(counts, "counts");
  }
}
