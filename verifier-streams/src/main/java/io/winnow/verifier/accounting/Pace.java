package io.winnow.verifier.accounting;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast a job's verdicts come of late: an average in which what happened {@value
 * #HALF_LIFE_SECONDS} seconds ago counts half. Mutable; of one stream thread.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE)
final class Pace {
  private static final double HALF_LIFE_SECONDS = 5;

  private Instant at;
  private long rows;
  private double rowsPerSecond;

  @JsonCreator
  Pace(
      @JsonProperty("at") Instant at,
      @JsonProperty("rows") long rows,
      @JsonProperty("rowsPerSecond") double rowsPerSecond) {
    this.at = at;
    this.rows = rows;
    this.rowsPerSecond = rowsPerSecond;
  }

  static Pace startingAt(Instant now) {
    return new Pace(now, 0, 0);
  }

  /**
   * Notes how far the job has come.
   *
   * @param total rows with a verdict by now
   * @return rows per second, rounded to tenths
   */
  double reached(long total, Instant now) {
    double seconds = Duration.between(at, now).toNanos() / 1e9;
    if (seconds > 0) {
      double sinceThen = (total - rows) / seconds;
      double weightOfBefore = rowsPerSecond == 0 ? 0 : Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
      rowsPerSecond = weightOfBefore * rowsPerSecond + (1 - weightOfBefore) * sinceThen;
      rows = total;
      at = now;
    }
    return Math.round(rowsPerSecond * 10) / 10.0;
  }
}
