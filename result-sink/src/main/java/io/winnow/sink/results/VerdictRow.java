package io.winnow.sink.results;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Reason;
import java.io.IOException;
import java.util.Set;

/**
 * A row with its verdict, for those who tell it in words of their own.
 *
 * @param address as it was given
 * @param reason of the verdict
 * @param flags those known to be so
 * @param mailHost empty when none is known
 * @param reply of the mail server, beginning with its code; empty when there was none
 */
public record VerdictRow(
    String address, Reason reason, Set<Flag> flags, String mailHost, String reply) {

  /** Takes rows, one by one. */
  @FunctionalInterface
  public interface Taker {
    /** Takes the next row. */
    void take(VerdictRow row) throws IOException;
  }

  /** Whether the mail server took the recipient. */
  public boolean accepted() {
    return reply.startsWith("2");
  }
}
