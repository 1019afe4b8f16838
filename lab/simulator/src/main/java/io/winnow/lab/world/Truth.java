package io.winnow.lab.world;

/**
 * The verdict that a right verifier gives.
 *
 * @param status such as {@code undeliverable}
 * @param reason such as {@code null_mx}
 */
public record Truth(String status, String reason) {

  /** Mail to it cannot arrive, for that reason. */
  public static Truth undeliverable(String reason) {
    return new Truth("undeliverable", reason);
  }

  /** Mail to it arrives, for that reason. */
  public static Truth deliverable(String reason) {
    return new Truth("deliverable", reason);
  }

  /** Mail may arrive, at a risk that has that name. */
  public static Truth risky(String reason) {
    return new Truth("risky", reason);
  }

  /** Nothing certain was learnt, for that reason. */
  public static Truth unknown(String reason) {
    return new Truth("unknown", reason);
  }

  /** There is nothing to verify, for that reason. */
  public static Truth skipped(String reason) {
    return new Truth("skipped", reason);
  }
}
