package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class RetryQueueTest {
  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("retries").get();
  private RetryQueue<String, String> queue = open();

  @Test
  void theEarliestIsTakenFirstAndNoneBeforeItIsDue() {
    put(30, "c");
    put(10, "a");
    put(20, "b");

    assertThat(queue.nextDue()).isEqualTo(10);
    assertThat(take(20, 10)).containsExactly("a", "b");
    assertThat(queue.nextDue()).isEqualTo(30);
    assertThat(take(29, 10)).isEmpty();
    assertThat(take(30, 10)).containsExactly("c");
    assertThat(queue.nextDue()).isEqualTo(RetryQueue.NEVER);
  }

  @Test
  void noMoreAreTakenThanAskedFor() {
    put(10, "a");
    put(10, "b");
    put(10, "c");

    assertThat(take(10, 2)).containsExactly("a", "b");
    assertThat(queue.nextDue()).isEqualTo(10);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(take(10, 2)).containsExactly("c");
  }

  @Test
  void oneThatIsDueBeforeThoseTakenIsFound() {
    put(10, "m");
    take(10, 1);
    put(10, "a");
    put(5, "b");

    assertThat(take(10, 10)).containsExactly("b", "a");
  }

  @Test
  void aReopenedQueueKnowsWhatWaits() {
    put(10, "a");
    put(20, "b");
    take(10, 1);

    queue = open();

    assertThat(queue.nextDue()).isEqualTo(20);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(take(20, 10)).containsExactly("b");
  }

  @Test
  void behavesAsASortedMap() {
    for (long seed = 0; seed < 300; seed++) {
      behavesAsASortedMap(seed);
    }
  }

  private static void behavesAsASortedMap(long seed) {
    Random random = new Random(seed);
    var store = Stores.inMemoryKeyValueStore("retries").get();
    var queue = new RetryQueue<>(store, serde(), null);
    TreeMap<String, String> model = new TreeMap<>();
    for (int step = 0; step < 60; step++) {
      int time = random.nextInt(20);
      if (random.nextInt(3) > 0) {
        String id = "i%03d".formatted(step);
        queue.put(time, entry(id));
        model.put("%02d %s".formatted(time, id), id);
      } else {
        int limit = 1 + random.nextInt(4);
        List<String> taken = new ArrayList<>();
        queue.takeDue(time, limit, entry -> taken.add(entry.id()));
        List<String> expected = new ArrayList<>();
        var due = model.headMap("%02d ".formatted(time + 1));
        while (expected.size() < limit && !due.isEmpty()) {
          expected.add(due.remove(due.firstKey()));
        }
        assertThat(taken).as("seed %d", seed).containsExactlyElementsOf(expected);
      }
      assertThat(queue.waiting()).as("seed %d", seed).isEqualTo(model.size());
    }
  }

  private void put(long due, String id) {
    queue.put(due, entry(id));
  }

  private List<String> take(long now, int limit) {
    List<String> ids = new ArrayList<>();
    queue.takeDue(now, limit, entry -> ids.add(entry.id()));
    return ids;
  }

  private RetryQueue<String, String> open() {
    return new RetryQueue<>(store, serde(), null);
  }

  private static PendingEntry<String, String> entry(String id) {
    return new PendingEntry<>(id, new Record<>(id, "v", 0), 2, 0);
  }

  private static PendingEntrySerde<String, String> serde() {
    return new PendingEntrySerde<>(Serdes.String(), Serdes.String());
  }
}
