package io.winnow.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LifecycleTest {
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(10));

  @Test
  void partsStopInReverse() throws Exception {
    lifecycle.start("broker", () -> part("broker"));
    lifecycle.start("topology", () -> part("topology"));
    lifecycle.start("http", () -> part("http"));

    lifecycle.close();

    assertThat(said)
        .containsExactly(
            "broker starts",
            "topology starts",
            "http starts",
            "http stops",
            "topology stops",
            "broker stops");
  }

  @Test
  void whatCannotStartStopsWhatWasBeforeIt() throws Exception {
    lifecycle.start("broker", () -> part("broker"));

    assertThatThrownBy(
            () ->
                lifecycle.start(
                    "http",
                    () -> {
                      throw new IOException("port in use");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("port in use");

    assertThat(said).containsExactly("broker starts", "broker stops");
  }

  @Test
  void aPartThatFailsToStopDoesNotKeepTheOthersRunning() throws Exception {
    lifecycle.start("broker", () -> part("broker"));
    lifecycle.add(
        "topology",
        () -> {
          throw new IOException("disk gone");
        });

    assertThatThrownBy(lifecycle::close)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(
            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IOException.class));
    assertThat(said).contains("broker stops");
  }

  @Test
  void aPartThatHangsIsInterruptedAndLeftBehind() throws Exception {
    Lifecycle impatient = new Lifecycle(Duration.ofMillis(100));
    AtomicBoolean interrupted = new AtomicBoolean();
    impatient.start("broker", () -> part("broker"));
    impatient.add("topology", () -> hang(interrupted));

    assertThatThrownBy(impatient::close)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(s -> assertThat(s).hasMessage("topology did not stop in time")));

    assertThat(said).contains("broker stops");
    await().untilTrue(interrupted);
  }

  @Test
  void closingTwiceStopsOnce() throws Exception {
    lifecycle.start("broker", () -> part("broker"));

    lifecycle.close();
    lifecycle.close();

    assertThat(said).containsOnlyOnce("broker stops");
  }

  @Test
  void whatComesWhileStoppingIsStoppedAtOnce() {
    lifecycle.close();

    assertThatThrownBy(() -> lifecycle.start("late", () -> part("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("late came while stopping");
    assertThat(said).containsExactly("late starts", "late stops");
  }

  private AutoCloseable part(String name) {
    said.add(name + " starts");
    return () -> said.add(name + " stops");
  }

  private static void hang(AtomicBoolean interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.set(true);
      Thread.currentThread().interrupt();
    }
  }
}
