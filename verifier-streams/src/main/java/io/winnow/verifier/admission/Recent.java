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
      byNonce.merge(
          new Id(decided.account(), decided.nonce()),
          decided,
          (one, other) -> one.number() > other.number() ? one : other);
      next = Math.max(next, decided.number() + 1);
    }
  }

  /** The decision, when it was made and is remembered. */
  Kept.@Nullable Decided find(String account, String nonce) {
    return byNonce.get(new Id(account, nonce));
  }

  /** Remembers what was done, or whom was asked. */
  void remember(String account, String nonce, Kept.Decision decision) {
    put(new Kept.Decided(next, account, nonce, decision, null, null));
  }

  /** Remembers a refusal. */
  void rememberRefused(String account, String nonce, String code, String message) {
    put(new Kept.Decided(next, account, nonce, Kept.Decision.REFUSED, code, message));
  }

  /** In the place of the oldest. */
  private void put(Kept.Decided decided) {
    String place = prefix + next % MOST;
    next++;
    if (store.get(place) instanceof Kept.Decided oldest) {
      byNonce.remove(new Id(oldest.account(), oldest.nonce()), oldest);
    }
    store.put(place, decided);
    byNonce.put(new Id(decided.account(), decided.nonce()), decided);
  }
}
