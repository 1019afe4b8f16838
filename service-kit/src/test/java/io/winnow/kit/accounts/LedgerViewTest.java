package io.winnow.kit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.LedgerEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerViewTest {
  private final LedgerView view = new LedgerView();

  private static LedgerEntry entry(String account, long sequence) {
    return new LedgerEntry(
        LedgerEntry.VERSION,
        account,
        sequence,
        LedgerEntry.Kind.CREDITED,
        1,
        0,
        sequence,
        0,
        null,
        null,
        Instant.EPOCH);
  }

  @Test
  void entriesComeNewestFirstPageByPage() {
    for (int sequence = 1; sequence <= 5; sequence++) {
      view.put(entry("acme", sequence));
    }
    view.put(entry("other", 7));

    assertThat(view.newestFirst("acme", Long.MAX_VALUE, 2))
        .extracting(LedgerEntry::sequence)
        .containsExactly(5L, 4L);
    assertThat(view.newestFirst("acme", 4, 10))
        .extracting(LedgerEntry::sequence)
        .containsExactly(3L, 2L, 1L);
    assertThat(view.newestFirst("nobody", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void anEntryThatComesTwiceIsOne() {
    view.put(entry("acme", 1));
    view.put(entry("acme", 1));

    assertThat(view.newestFirst("acme", Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int sequence = 1; sequence <= LedgerView.MOST_ENTRIES + 1; sequence++) {
      view.put(entry("acme", sequence));
    }

    assertThat(view.newestFirst("acme", Long.MAX_VALUE, 10_000)).hasSize(LedgerView.MOST_ENTRIES);
    assertThat(view.newestFirst("acme", 3, 10))
        .extracting(LedgerEntry::sequence)
        .containsExactly(2L);
  }
}
