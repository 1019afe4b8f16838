package io.winnow.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a row beside its level.
 *
 * @param deadline what has no verdict by then gets {@code unknown}; null for no haste
 * @param transcript whether the SMTP dialogue is to be kept in the evidence
 */
public record RowOptions(@Nullable Instant deadline, boolean transcript) {

  /** Nothing in particular, as nearly all rows have it. */
  public static final RowOptions PLAIN = new RowOptions(null, false);

  /** Whether the time is up at that moment. */
  public boolean expired(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
