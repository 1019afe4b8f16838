package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final long MINUTE = 60_000_000_000L;

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 2", "60, 3", "600, 4", "6000, 5"})
  void noMinuteHasMoreThanAllowedAndAMinuteOnTimeHasNearlyAll(int perMinute, long seed) {
    Random random = new Random(seed);
    Pace pace = new Pace(perMinute);
    List<Long> events = new ArrayList<>();
    long now = random.nextLong(MINUTE);
    long end = now + 10 * MINUTE;
    while (now < end) {
      if (pace.ready(now)) {
        pace.take(now);
        // as it is seen at the other end
        events.add(now + random.nextLong(100_000_000));
      }
      now += pace.nanosUntilReady(now) + random.nextLong(20_000_000);
    }

    int from = 0;
    List<Long> seen = events.stream().sorted().toList();
    for (int to = 0; to < seen.size(); to++) {
      while (seen.get(to) - seen.get(from) > MINUTE) {
        from++;
      }
      assertThat(to - from + 1).as("seed %d", seed).isLessThanOrEqualTo(perMinute);
    }
    assertThat(seen.size()).as("seed %d", seed).isGreaterThan((int) (9.5 * perMinute));
  }
}
