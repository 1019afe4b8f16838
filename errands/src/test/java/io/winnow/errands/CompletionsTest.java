package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CompletionsTest {
  private final Completions<String, String, String> completions = new Completions<>();

  @Test
  void flightsArePolledInTheOrderTheyWereOffered() {
    completions.offer(flight("a"));
    completions.offer(flight("b"));
    assertThat(completions.poll().entry().id()).isEqualTo("a");
    completions.offer(flight("c"));

    assertThat(pollAll()).containsExactly("b", "c");
    assertThat(completions.poll()).isNull();
  }

  @Test
  void nothingIsTakenAfterTheEndOfTheEpoch() {
    completions.offer(flight("a"));
    completions.close();
    completions.offer(flight("b"));

    assertThat(completions.poll()).isNull();
  }

  @Test
  @Timeout(60)
  void manyThreadsLoseNothingAndWakeTheSleeper() {
    int threads = 4;
    int each = 20_000;
    List<String> polled = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < threads; thread++) {
        String name = "t" + thread + "-";
        executor.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                flight(name + i).future().complete("answer");
              }
            });
      }
      while (polled.size() < threads * each) {
        completions.await(TimeUnit.HOURS.toNanos(1));
        polled.addAll(pollAll());
      }
    }

    assertThat(polled).doesNotHaveDuplicates().hasSize(threads * each);
    for (int thread = 0; thread < threads; thread++) {
      String name = "t" + thread + "-";
      assertThat(polled.stream().filter(id -> id.startsWith(name)).toList())
          .isSortedAccordingTo((a, b) -> Integer.compare(numberOf(a), numberOf(b)));
    }
  }

  private static int numberOf(String id) {
    return Integer.parseInt(id, id.indexOf('-') + 1, id.length(), 10);
  }

  private List<String> pollAll() {
    List<String> ids = new ArrayList<>();
    for (var flight = completions.poll(); flight != null; flight = completions.poll()) {
      ids.add(flight.entry().id());
    }
    return ids;
  }

  private Flight<String, String, String> flight(String id) {
    var entry = new PendingEntry<>(id, new Record<>(id, "v", 0), 1, 0);
    var flight = new Flight<>(entry, new CompletableFuture<String>(), completions);
    flight.begin();
    return flight;
  }
}
