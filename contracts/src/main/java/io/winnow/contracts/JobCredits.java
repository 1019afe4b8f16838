package io.winnow.contracts;

/**
 * What a job costs. {@code reserved} stays as it was at admission; when the job has ended, charged
 * and refunded add up to it. All are 0 for a list without a row that costs anything.
 *
 * @param reserved at admission
 * @param charged for its rows; 0 before it has ended
 * @param refunded when it ended
 */
public record JobCredits(long reserved, long charged, long refunded) {
  public JobCredits {
    Component.notNegative(reserved, "reserved");
    Component.notNegative(charged, "charged");
    Component.notNegative(refunded, "refunded");
  }
}
