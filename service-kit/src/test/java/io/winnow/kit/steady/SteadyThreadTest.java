package io.winnow.kit.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyThreadTest {
  private static final Duration SOON = Duration.ofMillis(5);

  @Test
  void workThatFailsIsBegunAgainAndSaysWhy() {
    AtomicInteger attempts = new AtomicInteger();
    AtomicInteger allowed = new AtomicInteger();
    try (SteadyThread thread =
        new SteadyThread(
            "test",
            "digging",
            SOON,
            self -> {
              if (attempts.incrementAndGet() <= 3 || allowed.get() == 0) {
                throw new IOException("hit a rock");
              }
              self.ready();
              self.pause(Duration.ofMinutes(1));
            })) {
      assertThat(thread.notReady()).contains("digging has not begun");

      thread.start();

      await().until(() -> attempts.get() > 3);
      await()
          .until(
              () ->
                  thread
                      .notReady()
                      .orElse("")
                      .equals("digging has failed: hit a rock; trying again every 5 ms"));
      allowed.set(1);
      await().until(() -> thread.notReady().isEmpty());
      assertThat(thread.alive()).isTrue();
    }
  }

  @Test
  void closingEndsTheWorkEvenWhileItPauses() {
    SteadyThread thread =
        new SteadyThread(
            "test",
            "digging",
            SOON,
            self -> {
              self.ready();
              self.pause(Duration.ofHours(1));
            });
    thread.start();
    await().until(() -> thread.notReady().isEmpty());

    thread.close();

    assertThat(thread.notReady()).contains("digging has ended");
    assertThat(thread.stopped()).isTrue();
  }

  @Test
  void aFaultThatNobodyForesawEndsItForGoodAndIsTold() {
    SteadyThread thread =
        new SteadyThread(
            "test",
            "digging",
            SOON,
            self -> {
              throw new IllegalStateException("no spade");
            });

    thread.start();

    await().until(() -> !thread.alive());
    await().until(() -> thread.notReady().orElse("").contains("ended for good"));
    assertThat(thread.notReady().orElseThrow()).contains("no spade").contains("restart");
    thread.close();
  }
}
