package io.winnow.verifier.admission;

import io.winnow.errands.CommitStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of late, by nonce: the last {@value #MOST} decisions, in a ring of as many
 * places in the store. Of one stream thread.
 */
final class Recent {
  static final int MOST = 4096;

  private final CommitStore<String, Kept> store;
  private final String prefix;
  private final Map<Id, Kept.Decided> byNonce = new HashMap<>();
  private long next;

  /**
   * @param prefix of its keys in the store
   */
  Recent(CommitStore<String, Kept> store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  private record Id(String account, String nonce) {}

  /** Takes up what the store has kept, when that is of this ring. */
  void restore(String key, Kept.Decided decided) {
    if (key.startsWith(prefix)) {
      byNonce.put(new Id(decided.account(), decided.nonce()), decided);
      next = Math.max(next, decided.number() + 1);
    }
  }

  /** The decision, when it was made and is remembered. */
  Kept.@Nullable Decided find(String account, String nonce) {
    return byNonce.get(new Id(account, nonce));
  }

  /** Remembers a decision in the place of the oldest. */
  void remember(String account, String nonce, @Nullable String code, @Nullable String message) {
    Kept.Decided decided = new Kept.Decided(next, account, nonce, code, message);
    String place = prefix + next % MOST;
    next++;
    if (store.get(place) instanceof Kept.Decided oldest) {
      byNonce.remove(new Id(oldest.account(), oldest.nonce()));
    }
    store.put(place, decided);
    byNonce.put(new Id(account, nonce), decided);
  }
}
