package io.winnow.errands;

import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a record after an attempt at its work.
 *
 * @param <KOut> type of the result's key
 * @param <VOut> type of the result's value
 */
public sealed interface Decision<KOut extends @Nullable Object, VOut extends @Nullable Object> {
  /** The longest delay of a {@link RetryAfter}. */
  Duration LONGEST_DELAY = Duration.ofDays(365);

  /** The work is done and this is its result, for the named child node. */
  record Forward<KOut extends @Nullable Object, VOut extends @Nullable Object>(
      String child, Record<KOut, VOut> record) implements Decision<KOut, VOut> {
    public Forward {
      Objects.requireNonNull(child, "child");
      Objects.requireNonNull(record, "record");
    }
  }

  /** The work is done and has no result to pass on. */
  record Done<KOut extends @Nullable Object, VOut extends @Nullable Object>()
      implements Decision<KOut, VOut> {}

  /**
   * The work is to be run again after a delay of no less than 0 and no more than {@link
   * #LONGEST_DELAY}, in full milliseconds.
   */
  record RetryAfter<KOut extends @Nullable Object, VOut extends @Nullable Object>(Duration delay)
      implements Decision<KOut, VOut> {
    public RetryAfter {
      if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
        throw new IllegalArgumentException(
            "retry delay %s is not between 0 and %s".formatted(delay, LONGEST_DELAY));
      }
    }
  }

  /** The work cannot be done; the record goes to the dead letters with the reason. */
  record DeadLetter<KOut extends @Nullable Object, VOut extends @Nullable Object>(String why)
      implements Decision<KOut, VOut> {
    public DeadLetter {
      Objects.requireNonNull(why, "why");
    }
  }
}
