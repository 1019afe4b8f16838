package io.winnow.verifier.lanes;

import io.winnow.contracts.SmtpStage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open dialogue with a mail host. One question at a time; no method blocks. */
interface Session {

  /**
   * Asks for one recipient.
   *
   * @param then gets the answer afterwards, once, from a thread of its own; never when the
   *     connection ended without one
   */
  void ask(Question question, Consumer<Answer> then);

  /** Says goodbye and closes. {@link Dialler.Listener#ended} follows. */
  void quit();

  /**
   * One recipient.
   *
   * @param stage {@link SmtpStage#RCPT} or {@link SmtpStage#PROBE}
   * @param together whether it may share the transaction of the question before, which had the same
   *     domain: RCPT alone in place of RSET, MAIL and RCPT
   * @param transcript whether to hand over what was said
   */
  record Question(
      String localPart, String domain, SmtpStage stage, boolean together, boolean transcript) {}

  /**
   * What came of it.
   *
   * @param usable whether the session can be asked again; if not it ends by itself
   * @param transcript what was said; null unless asked for
   */
  record Answer(Heard heard, boolean usable, @Nullable List<String> transcript) {}
}
