package io.winnow.gateway.dialect.pardot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of each account that are being worked on. Safe for concurrent use. */
final class ConcurrentRequests {
  private final int most;

  /** None but those that have requests. */
  private final Map<String, Integer> byAccount = new ConcurrentHashMap<>();

  ConcurrentRequests(int most) {
    this.most = most;
  }

  /** A request that is being worked on. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes one more, until it is closed.
   *
   * @throws io.winnow.kit.dialect.DialectError when there are too many already
   */
  Place enter(String account) {
    byAccount.merge(
        account,
        1,
        (now, one) -> {
          if (now >= most) {
            throw PardotError.TOO_MANY_AT_ONCE.fault();
          }
          return now + one;
        });
    return () -> byAccount.computeIfPresent(account, (_, now) -> now == 1 ? null : now - 1);
  }
}
