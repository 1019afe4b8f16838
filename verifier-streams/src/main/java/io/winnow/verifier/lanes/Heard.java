package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a question to a mail server. */
sealed interface Heard {

  /** Where the dialogue stood. */
  SmtpStage stage();

  /**
   * A reply.
   *
   * @param text redacted
   * @param retryAfter when the server said to come back; null when it did not
   */
  record Reply(
      SmtpStage stage,
      int code,
      @Nullable String enhancedCode,
      String text,
      Meaning meaning,
      @Nullable Duration retryAfter)
      implements Heard {

    boolean permanent() {
      return code / 100 == 5;
    }
  }

  /**
   * None that counts.
   *
   * @param reason one of a connection or a dialogue that failed
   */
  record Silence(SmtpStage stage, Reason reason) implements Heard {}
}
