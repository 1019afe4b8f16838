package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an {@link Inquiry}.
 *
 * @param refusal why the mailbox was not accepted, or nothing was learnt of it; null when it was
 *     accepted
 * @param catchAll what is known of the domain now
 * @param again whether asking again may tell more
 * @param retryAfter when the server said to come back; null when it did not
 * @param mailHost the host that decided
 * @param stage where the dialogue stood
 * @param code of the deciding reply; 0 when there was none
 * @param enhancedCode of the deciding reply; null without one
 * @param reply the deciding reply's text, redacted; null when there was none
 * @param transcript the dialogue; null unless asked for
 * @param begunAt when the mailbox was begun to be asked
 * @param at when the deciding reply came or failed to come
 */
public record Finding(
    @Nullable Reason refusal,
    CatchAll catchAll,
    Again again,
    @Nullable Duration retryAfter,
    String mailHost,
    SmtpStage stage,
    int code,
    @Nullable String enhancedCode,
    @Nullable String reply,
    @Nullable List<String> transcript,
    Instant begunAt,
    Instant at) {

  /** Whether asking again may tell more. */
  public enum Again {
    /** No: the answer is what it is. */
    NO,
    /** The server greylists: yes, with the same sender and from the same address, after a while. */
    GREYLISTED,
    /** The trouble may pass. */
    LATER,
    /** The domain's next mail host belongs to another operator, in whose lane it may be asked. */
    ELSEWHERE
  }

  /** Whether the server accepted the mailbox. */
  public boolean accepted() {
    return refusal == null;
  }
}
