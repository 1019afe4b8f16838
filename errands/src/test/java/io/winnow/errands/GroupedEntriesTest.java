package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class GroupedEntriesTest {
  private final KeyValueStore<Bytes, byte[]> logged = Stores.inMemoryKeyValueStore("log").get();
  private final GroupedEntries entries = new GroupedEntries(logged);

  @Test
  void manyEntriesAreOneRecordAndNoneWhenAllAreGone() {
    putAndFlush(0, GroupedEntries.MOST_ENTRIES);
    assertThat(records()).isEqualTo(1);

    delete(0, GroupedEntries.MOST_ENTRIES);
    entries.flush();

    assertThat(records()).isZero();
  }

  @Test
  void thoseThatAreGoneStandBesideTheirGroupUntilAllAre() {
    putAndFlush(0, 10);

    delete(2, 4);
    entries.flush();

    assertThat(records()).isEqualTo(2);
    assertThat(loaded()).containsExactly("0", "1", "4", "5", "6", "7", "8", "9");

    delete(0, 2);
    delete(4, 10);
    entries.flush();

    assertThat(records()).isZero();
  }

  @Test
  void theLastFewOfAGroupMoveToANewOne() {
    putAndFlush(0, 40);

    delete(0, 30);
    entries.flush();

    assertThat(records()).isEqualTo(1);
    assertThat(bytes()).isLessThan(40 * 10 / 2);
    assertThat(loaded())
        .containsExactly("30", "31", "32", "33", "34", "35", "36", "37", "38", "39");
  }

  @Test
  void aGroupIsNotMuchLargerThanItsLargestEntry() {
    byte[] large = new byte[GroupedEntries.ENOUGH_BYTES];
    for (int i = 0; i < 3; i++) {
      entries.put(key(i), large);
    }
    entries.flush();

    assertThat(records()).isEqualTo(3);
    assertThat(loaded()).containsExactly("0", "1", "2");
  }

  /** So it is when a process dies between two records, without transactions. */
  @Test
  void ofAnEntryThatIsThereTwiceTheLaterCounts() {
    entries.put(key(1), "old".getBytes(UTF_8));
    entries.put(key(2), "other".getBytes(UTF_8));
    entries.flush();
    GroupedEntries late = new GroupedEntries(logged);
    late.load((key, value) -> {});
    byte[] old = logged.get(Bytes.wrap(new byte[8]));
    late.delete(key(2));
    late.put(key(1), "new".getBytes(UTF_8));
    late.flush();
    logged.put(Bytes.wrap(new byte[8]), old);

    List<String> values = new ArrayList<>();
    new GroupedEntries(logged).load((key, value) -> values.add(new String(value, UTF_8)));

    assertThat(values).endsWith("new");
  }

  private void putAndFlush(int from, int to) {
    for (int i = from; i < to; i++) {
      entries.put(key(i), new byte[] {1});
    }
    entries.flush();
  }

  private void delete(int from, int to) {
    for (int i = from; i < to; i++) {
      entries.delete(key(i));
    }
  }

  private static Bytes key(int number) {
    return Bytes.wrap(Integer.toString(number).getBytes(UTF_8));
  }

  private List<String> loaded() {
    List<String> keys = new ArrayList<>();
    new GroupedEntries(logged).load((key, value) -> keys.add(new String(key, UTF_8)));
    return keys;
  }

  private int records() {
    int records = 0;
    try (KeyValueIterator<Bytes, byte[]> all = logged.all()) {
      while (all.hasNext()) {
        all.next();
        records++;
      }
    }
    return records;
  }

  private int bytes() {
    int bytes = 0;
    try (KeyValueIterator<Bytes, byte[]> all = logged.all()) {
      while (all.hasNext()) {
        bytes += all.next().value.length;
      }
    }
    return bytes;
  }
}
