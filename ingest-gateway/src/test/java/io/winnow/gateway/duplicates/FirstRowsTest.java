package io.winnow.gateway.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstRowsTest {
  private static final long FIXED = 2L << 20;

  /** Not in a frame, where a compiler decides how long it is held. */
  private @Nullable FirstRows held;

  @Test
  void itAgreesWithAMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    FirstRows rows = new FirstRows(seed);
    Map<String, Integer> model = new HashMap<>();
    for (int row = 0; row < 100_000; row++) {
      String key = "user" + random.nextInt(70_000) + "@example.org";
      Integer expected = model.putIfAbsent(key, row);

      int first = rows.putIfAbsent(key, row);

      assertThat(first)
          .as("seed %s, row %s", seed, row)
          .isEqualTo(expected == null ? FirstRows.NONE : expected);
    }
    assertThat(rows.size()).isEqualTo(model.size());
  }

  @Test
  void keysThatHardlyDifferAreDifferent() {
    FirstRows rows = new FirstRows(1);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      keys.add(String.valueOf((char) i));
      keys.add("ab" + (char) i);
      keys.add("abc" + (char) i + "d");
      keys.add("\0".repeat(i % 300));
    }

    assertThat(keys).allMatch(key -> rows.putIfAbsent(key, 7) == FirstRows.NONE);
    assertThat(keys).allMatch(key -> rows.putIfAbsent(key, 8) == 7);
  }

  /** At whatever size it is looked at: also when tables have just grown. */
  @Test
  void itHoldsAtMostSixteenBytesARowAndALittle() {
    FirstRows rows = new FirstRows(System.nanoTime());
    assertThat(rows.mostBytes()).isLessThan(FIXED);
    for (int row = 0; row < 700_000; row++) {
      rows.putIfAbsent(row + "@x.example", row);
      if (row % 1_000 == 0) {
        assertThat(rows.mostBytes()).as("%s rows", row).isLessThan(16L * row + FIXED);
      }
    }
  }

  /**
   * The heap's own word for it. What other tests have left may go at any time, so that one of the
   * two differences may be wrong: that to what was there before too small, that to what is there
   * after too large.
   */
  @ParameterizedTest
  @ValueSource(ints = {300_000, 1_000_000})
  void itTakesAsMuchOfTheHeapAsItSays(int keys) {
    long before = used();
    held = filled(keys);
    long with = used();
    assertThat(held.size()).isEqualTo(keys);
    held = null;
    long after = used();

    assertThat(with - Math.max(before, after)).isLessThan(16L * keys + FIXED);
    assertThat(with - Math.min(before, after)).isGreaterThan(12L * keys);
  }

  private static FirstRows filled(int keys) {
    FirstRows rows = new FirstRows(3);
    for (int row = 0; row < keys; row++) {
      rows.putIfAbsent(row + "@x.example", row);
    }
    return rows;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void halvesOfTheHashDoNotTellOfEachOther() {
    KeyHash hash = new KeyHash(5);
    int[] bothBits = new int[64];
    int[] flips = new int[64];
    int texts = 20_000;
    for (int i = 0; i < texts; i++) {
      hash.of("a" + i + "@example.org");
      long first = hash.first();
      long second = hash.second();
      hash.of("b" + i + "@example.org");
      for (int bit = 0; bit < 64; bit++) {
        bothBits[bit] += (int) (((first ^ second) >>> bit) & 1);
        flips[bit] += (int) (((first ^ hash.first()) >>> bit) & 1);
      }
    }
    for (int bit = 0; bit < 64; bit++) {
      assertThat(bothBits[bit]).as("bit %s", bit).isBetween(texts * 45 / 100, texts * 55 / 100);
      assertThat(flips[bit]).as("bit %s", bit).isBetween(texts * 45 / 100, texts * 55 / 100);
    }
  }
}
