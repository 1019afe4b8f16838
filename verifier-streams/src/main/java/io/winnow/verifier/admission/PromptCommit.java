package io.winnow.verifier.admission;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit at once of what comes alone, since somebody waits for it. What comes in a crowd
 * shares the next regular commit: a transaction for each would let fewer through.
 */
public final class PromptCommit {
  private static final long CROWD_MILLIS = 50;

  private long last = Long.MIN_VALUE / 2;

  /**
   * To be called when something was decided that somebody waits for.
   *
   * @param context of the processor that has decided it
   */
  public void decided(ProcessorContext<?, ?> context) {
    long now = context.currentSystemTimeMs();
    if (now - last >= CROWD_MILLIS) {
      context.commit();
    }
    last = now;
  }
}
