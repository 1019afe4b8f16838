package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.verifier.admission.Refund;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChargeTest {
  private static final Charge USUAL = new Charge(Set.of(Refund.values()));
  private static final Charge HARD = new Charge(Set.of());

  /** Ten rows: six definite, two unknown, one empty, and one not verified by a cancelled job. */
  private static final Map<Reason, Long> COUNTS =
      Map.of(
          Reason.ACCEPTED_MAILBOX,
          1L,
          Reason.NULL_MX,
          2L,
          Reason.CATCH_ALL,
          3L,
          Reason.DNS_TIMEOUT,
          2L,
          Reason.EMPTY_ROW,
          1L,
          Reason.CANCELLED,
          1L);

  @Test
  void definiteVerdictsCost() {
    assertThat(USUAL.of(9, 10, JobState.COMPLETED, COUNTS, Map.of())).isEqualTo(6);
  }

  @Test
  void whatIsNotRefundedCosts() {
    assertThat(HARD.of(9, 10, JobState.CANCELLED, COUNTS, Map.of())).isEqualTo(9);
    assertThat(new Charge(Set.of(Refund.UNKNOWN)).of(9, 10, JobState.CANCELLED, COUNTS, Map.of()))
        .isEqualTo(7);
    assertThat(new Charge(Set.of(Refund.CANCELLED)).of(9, 10, JobState.CANCELLED, COUNTS, Map.of()))
        .isEqualTo(8);
  }

  @Test
  void rowsThatACancelledJobNeverLoadedCostOnlyWithoutRefund() {
    assertThat(USUAL.of(100, 100, JobState.CANCELLED, COUNTS, Map.of())).isEqualTo(6);
    assertThat(
            new Charge(Set.of(Refund.UNKNOWN)).of(100, 101, JobState.CANCELLED, COUNTS, Map.of()))
        .isEqualTo(98);
  }

  @Test
  void rowsThatAFailedJobNeverVerifiedCostNothing() {
    assertThat(HARD.of(100, 100, JobState.FAILED, COUNTS, Map.of())).isEqualTo(9);
    assertThat(HARD.of(100, 100, JobState.FAILED, Map.of(), Map.of())).isZero();
  }

  @Test
  void duplicatesAreFree() {
    Map<Reason, Long> counts = Map.of(Reason.NULL_MX, 10L, Reason.DNS_TIMEOUT, 4L);
    Map<Reason, Long> duplicates = Map.of(Reason.NULL_MX, 7L, Reason.DNS_TIMEOUT, 3L);

    assertThat(USUAL.of(4, 14, JobState.COMPLETED, counts, duplicates)).isEqualTo(3);
    assertThat(HARD.of(14, 14, JobState.COMPLETED, counts, duplicates)).isEqualTo(14);
  }

  @Test
  void neverMoreThanWasReservedAndNeverLessThanNothing() {
    assertThat(USUAL.of(5, 10, JobState.COMPLETED, Map.of(Reason.NULL_MX, 10L), Map.of()))
        .isEqualTo(5);
    assertThat(USUAL.of(1, 10, JobState.COMPLETED, Map.of(Reason.DNS_TIMEOUT, 10L), Map.of()))
        .isZero();
  }
}
