package io.winnow.contracts;

/**
 * A fixed run of {@value #ROWS} rows of a job: the unit of partitioning, counting and filing.
 *
 * @param job the job
 * @param number counted from 0
 */
public record SliceId(JobId job, int number) {
  /** Rows in every slice of a job but its last, which may hold fewer. */
  public static final int ROWS = 50_000;

  /**
   * More rows than any job may have; so that nobody counts beyond what a number of a slice holds.
   */
  public static final long MOST_ROWS = 10_000_000_000L;

  /**
   * @throws IllegalArgumentException when the number is negative
   */
  public SliceId {
    if (number < 0) {
      throw new IllegalArgumentException("slice " + number + " of job " + job + " is negative");
    }
  }

  /**
   * The slice that holds a row, counted from 0.
   *
   * @throws IllegalArgumentException when the row is negative
   */
  public static SliceId ofRow(JobId job, long row) {
    Component.notNegative(row, "row");
    return new SliceId(job, Math.toIntExact(row / ROWS));
  }

  /** How many slices a job of that many rows has. */
  public static int countFor(long rows) {
    return Math.toIntExact((rows + ROWS - 1) / ROWS);
  }

  /** How many rows this slice has in a job of {@code jobRows} rows. */
  public int rowsIn(long jobRows) {
    return Math.clamp(jobRows - firstRow(), 0, ROWS);
  }

  /** The row it begins with. */
  public long firstRow() {
    return (long) number * ROWS;
  }

  /** The record key on {@link Topics#VERIFIED_ADDRESSES}: {@code job/number}. */
  public String key() {
    return job + "/" + number;
  }

  /**
   * The slice that a record key names.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static SliceId parse(String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("slice key '" + key + "' is not job/number");
    }
    try {
      SliceId slice =
          new SliceId(
              JobId.parse(key.substring(0, slash)),
              Integer.parseInt(key, slash + 1, key.length(), 10));
      if (slice.key().equals(key)) {
        return slice;
      }
      throw new IllegalArgumentException("slice key '" + key + "' is not written " + slice.key());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("slice key '" + key + "' is not job/number", e);
    }
  }
}
