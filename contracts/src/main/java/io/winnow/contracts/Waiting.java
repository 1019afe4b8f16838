package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a job that wait for one {@link WaitCause}.
 *
 * @param rows how many, duplicates of one that waits included
 * @param nextAt when the first of them is tried again; null when no time is set for any
 * @param lastAt when the last of those is whose time is set; null when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Waiting(long rows, @Nullable Instant nextAt, @Nullable Instant lastAt) {
  /**
   * @throws IllegalArgumentException when the number is negative
   */
  public Waiting {
    Component.notNegative(rows, "rows");
  }

  /** These and others. */
  public Waiting and(Waiting others) {
    return new Waiting(
        rows + others.rows,
        nextAt == null || (others.nextAt != null && others.nextAt.isBefore(nextAt))
            ? others.nextAt
            : nextAt,
        lastAt == null || (others.lastAt != null && others.lastAt.isAfter(lastAt))
            ? others.lastAt
            : lastAt);
  }
}
