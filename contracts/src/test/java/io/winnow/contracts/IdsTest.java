package io.winnow.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final JobId JOB = new JobId(7);

  @Test
  void idsAscendEvenWithinOneMillisecond() {
    JobIds ids = new JobIds(at(NOON), new Random(1));

    List<JobId> made = IntStream.range(0, 20_000).mapToObj(_ -> ids.next()).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsAscendWhenTheClockGoesBack() {
    MovingClock clock = new MovingClock(NOON);
    JobIds ids = new JobIds(clock, new Random(1));
    JobId before = ids.next();

    clock.move(Duration.ofHours(-1));

    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void aLaterMillisecondHasGreaterIdsWhoeverMakesThem() {
    for (int seed = 0; seed < 100; seed++) {
      JobId earlier = new JobIds(at(NOON), new Random(seed)).next();
      JobId later = new JobIds(at(NOON.plusMillis(1)), new Random(1_000 + seed)).next();

      assertThat(later).as("seed %s", seed).isGreaterThan(earlier);
    }
  }

  @Test
  void twoGatewaysThatDoNotMeetInAMillisecondNeverMakeTheSameId() {
    MovingClock clock = new MovingClock(NOON);
    JobIds one = new JobIds(clock, new Random(1));
    JobIds other = new JobIds(clock, new Random(2));
    Set<JobId> made = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      assertThat(made.add(one.next())).isTrue();
      clock.move(Duration.ofMillis(1));
      assertThat(made.add(other.next())).isTrue();
      clock.move(Duration.ofMillis(1));
    }
  }

  @Test
  void twoGatewaysThatMeetInAMillisecondSeldomMakeTheSameId() {
    int same = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      JobId one = new JobIds(at(NOON), new Random(seed)).next();
      JobId other = new JobIds(at(NOON), new Random(1_000_000L + seed)).next();
      same += one.equals(other) ? 1 : 0;
    }

    assertThat(same).isLessThan(20); // 10,000 / 2^13 is 1.2
  }

  @Test
  void manyThreadsNeverGetTheSameId() {
    JobIds ids = new JobIds(Clock.systemUTC(), new Random(1));
    Set<JobId> made = ConcurrentHashMap.newKeySet();

    LongStream.range(0, 50_000).parallel().forEach(_ -> made.add(ids.next()));

    assertThat(made).hasSize(50_000);
  }

  @Test
  void idsFitADoubleUntil2060() {
    JobId last = new JobIds(at(Instant.parse("2060-10-31T23:59:59Z")), new Random(1)).next();

    assertThat(last.value()).isLessThanOrEqualTo(JobId.MAX);
    assertThat((long) (double) last.value()).isEqualTo(last.value());
  }

  @Test
  void aClockBeforeTheEpochStillMakesIds() {
    assertThat(new JobIds(at(Instant.EPOCH), new Random(1)).next().value()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, (1L << 53), Long.MAX_VALUE})
  void aJobIdOutOfRangeIsRefused(long value) {
    assertThatThrownBy(() -> new JobId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job id " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 7",
        "7 ",
        "+7",
        "-7",
        "007",
        "0",
        "7.0",
        "0x7",
        "٧",
        "9007199254740992",
        "x"
      })
  void aTextThatIsNoJobIdIsRefused(String text) {
    assertThatThrownBy(() -> JobId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job id");
  }

  @Test
  void aJobIdIsReadAsItIsWritten() {
    assertThat(JobId.parse(new JobId(JobId.MAX).toString())).isEqualTo(new JobId(JobId.MAX));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "49999,0", "50000,1", "99999,1", "100000,2", "10000000000,200000"})
  void aRowBelongsToOneSlice(long row, int slice) {
    assertThat(SliceId.ofRow(JOB, row)).isEqualTo(new SliceId(JOB, slice));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -49_999, -50_000, Long.MIN_VALUE})
  void aRowBeforeTheFirstBelongsToNone(long row) {
    assertThatThrownBy(() -> SliceId.ofRow(JOB, row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 'row' is negative: " + row);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "50000,1", "50001,2", "100000,2", "10000000,200"})
  void aJobHasAsManySlicesAsItNeeds(long rows, int slices) {
    assertThat(SliceId.countFor(rows)).isEqualTo(slices);
  }

  @ParameterizedTest
  @CsvSource({"0,120000,50000", "2,120000,20000", "2,100000,0", "1,50001,1", "0,49999,49999"})
  void theLastSliceMayHoldFewerRows(int slice, long jobRows, int rows) {
    assertThat(new SliceId(JOB, slice).rowsIn(jobRows)).isEqualTo(rows);
  }

  @Test
  void theRowsOfAllSlicesAreTheRowsOfTheJob() {
    for (long rows : new long[] {1, 49_999, 50_000, 50_001, 123_456, 10_000_000}) {
      long sum =
          IntStream.range(0, SliceId.countFor(rows))
              .mapToLong(number -> new SliceId(JOB, number).rowsIn(rows))
              .sum();

      assertThat(sum).isEqualTo(rows);
    }
  }

  @Test
  void aSliceBeginsWhereTheOneBeforeItEnds() {
    SliceId third = new SliceId(JOB, 2);

    assertThat(third.firstRow()).isEqualTo(100_000);
    assertThat(SliceId.ofRow(JOB, third.firstRow())).isEqualTo(third);
    assertThat(SliceId.ofRow(JOB, third.firstRow() - 1)).isEqualTo(new SliceId(JOB, 1));
    assertThat(new SliceId(JOB, Integer.MAX_VALUE).firstRow()).isEqualTo(107_374_182_350_000L);
  }

  @Test
  void aKeyIsReadAsItIsWritten() {
    for (int number : new int[] {0, 1, 200, Integer.MAX_VALUE}) {
      SliceId slice = new SliceId(new JobId(JobId.MAX), number);
      assertThat(SliceId.parse(slice.key())).isEqualTo(slice);
    }
    assertThat(new SliceId(JOB, 3).key()).isEqualTo("7/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "/",
        "7/",
        "/3",
        "7/-1",
        "7/+3",
        "7/03",
        "07/3",
        "+7/3",
        "7/3/1",
        "7/3 ",
        " 7/3",
        "7/2147483648",
        "7/4294967295",
        "0/3",
        "x/3",
        "7/x",
        "7\\3"
      })
  void aKeyThatIsNoneIsRefused(String key) {
    assertThatThrownBy(() -> SliceId.parse(key)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  private static final class MovingClock extends Clock {
    private Instant now;

    MovingClock(Instant start) {
      now = start;
    }

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return InstantSource.system().withZone(zone);
    }
  }
}
