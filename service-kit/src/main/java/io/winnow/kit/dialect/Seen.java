package io.winnow.kit.dialect;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Verdict;
import java.util.EnumSet;
import java.util.Set;

/**
 * As much of a verdict as the words of other products depend on.
 *
 * @param reason why, which also names the status
 * @param flags those known to be so
 * @param accepted whether the mail server took the recipient
 */
public record Seen(Reason reason, Set<Flag> flags, boolean accepted) {
  public Seen {
    flags = Set.copyOf(flags);
  }

  /** What a verdict says. */
  public static Seen of(Verdict verdict) {
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(verdict.flags().set());
    boolean accepted =
        verdict.smtp() != null && verdict.smtp().code() >= 200 && verdict.smtp().code() < 300;
    return new Seen(verdict.reason(), flags, accepted);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
