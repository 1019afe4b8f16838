package io.winnow.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aMinutesWorthMayBeTakenAtOnceAndThenAsFastAsItFills() {
    Allowance allowance = new Allowance(6, 0);
    for (int i = 0; i < 6; i++) {
      assertThat(allowance.take(6, 0).granted()).isTrue();
    }

    Allowance.Taken none = allowance.take(6, 0);

    assertThat(none).isEqualTo(new Allowance.Taken(false, 6, 0, 60, 10));
    assertThat(allowance.take(6, 9 * SECOND).granted()).isFalse();
    assertThat(allowance.take(6, 10 * SECOND).granted()).isTrue();
    assertThat(allowance.take(6, 10 * SECOND).granted()).isFalse();
  }

  @Test
  void itNeverHoldsMoreThanAMinutesWorth() {
    Allowance allowance = new Allowance(2, 0);

    assertThat(allowance.take(2, 3600 * SECOND).remaining()).isEqualTo(1);
    assertThat(allowance.take(2, 3600 * SECOND).granted()).isTrue();
    assertThat(allowance.take(2, 3600 * SECOND).granted()).isFalse();
  }

  @Test
  void anotherLimitHoldsFromTheNextRequestOn() {
    Allowance allowance = new Allowance(100, 0);
    assertThat(allowance.take(100, 0).remaining()).isEqualTo(99);

    assertThat(allowance.take(1, 0).remaining()).isZero();
    assertThat(allowance.take(1, 0).granted()).isFalse();
  }

  @Test
  void whatRemainsIsToldWithTheTimeUntilAllIsThereAgain() {
    Allowance allowance = new Allowance(60, 0);

    assertThat(allowance.take(60, 0)).isEqualTo(new Allowance.Taken(true, 60, 59, 1, 0));
    assertThat(allowance.take(60, 0)).isEqualTo(new Allowance.Taken(true, 60, 58, 2, 0));
  }
}
