package io.winnow.verifier.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitTest {
  private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
  private final PromptCommit prompt = new PromptCommit();

  @Test
  void whatComesAloneIsCommittedAtOnceAndACrowdIsNot() {
    assertThat(committedAt(1_000)).isTrue();
    assertThat(committedAt(1_001)).isFalse();
    // a crowd lasts as long as it goes on, however long
    for (long at = 1_050; at < 2_000; at += 49) {
      assertThat(committedAt(at)).isFalse();
    }
    assertThat(committedAt(2_100)).isTrue();
  }

  private boolean committedAt(long millis) {
    context.resetCommit();
    context.setCurrentSystemTimeMs(millis);
    prompt.decided(context);
    return context.committed();
  }
}
