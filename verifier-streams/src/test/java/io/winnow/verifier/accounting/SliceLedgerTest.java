package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SliceLedgerTest {
  private static final List<Reason> REASONS = List.of(Reason.values());
  private static final SliceId SECOND = new SliceId(new JobId(9), 1);

  @Test
  void aRowCountsOnce() {
    SliceLedger ledger = new SliceLedger(SECOND);

    assertThat(ledger.count(50_000, Reason.NULL_MX)).isTrue();
    assertThat(ledger.count(50_000, Reason.NULL_MX)).isFalse();
    assertThat(ledger.count(99_999, Reason.NULL_MX)).isTrue();

    assertThat(ledger.tally().byReason()).isEqualTo(Map.of(Reason.NULL_MX, 2));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      SliceLedger ledger = new SliceLedger(SECOND);
      Map<Long, Reason> rows = new HashMap<>();
      for (int i = random.nextInt(2_000); i > 0; i--) {
        long row = 50_000 + random.nextLong(1L << random.nextInt(1, 16));
        if (row < 100_000) {
          Reason reason = REASONS.get(random.nextInt(REASONS.size()));
          ledger.count(row, rows.computeIfAbsent(row, _ -> reason));
        }
      }

      SliceLedger read = SliceLedger.fromBytes(ledger.toBytes());

      assertThat(read.tally()).as("seed %d", seed).isEqualTo(ledger.tally());
      rows.forEach((row, reason) -> assertThat(read.count(row, reason)).isFalse());
    }
  }

  @Test
  void anUnknownVersionIsRefused() {
    byte[] bytes = new SliceLedger(SECOND).toBytes();
    bytes[0] = 99;

    assertThatThrownBy(() -> SliceLedger.fromBytes(bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("99");
  }
}
