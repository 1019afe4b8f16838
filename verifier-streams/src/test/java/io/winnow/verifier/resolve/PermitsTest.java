package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermitsTest {

  @Test
  void manyCallsThatFailAtOnceDoNotGrowTheStackNorLosePermits() {
    Permits permits = new Permits(1);
    CompletableFuture<String> first = new CompletableFuture<>();
    var _ = permits.run(() -> first);
    List<CompletableFuture<String>> waiting =
        IntStream.range(0, 100_000)
            .mapToObj(
                _ ->
                    permits.<String>run(
                        () ->
                            CompletableFuture.failedFuture(
                                new IllegalStateException("unreachable"))))
            .toList();

    first.complete("done");

    assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(permits.run(() -> CompletableFuture.completedFuture("next"))).isCompleted();
  }

  @Test
  void noMoreRunThanThereArePermits() {
    Permits permits = new Permits(3);
    AtomicInteger running = new AtomicInteger();
    List<CompletableFuture<String>> calls =
        IntStream.range(0, 10).mapToObj(_ -> new CompletableFuture<String>()).toList();
    for (CompletableFuture<String> call : calls) {
      var _ =
          permits.run(
              () -> {
                running.incrementAndGet();
                return call;
              });
    }
    assertThat(running).hasValue(3);

    calls.get(1).complete("done");

    assertThat(running).hasValue(4);
  }
}
