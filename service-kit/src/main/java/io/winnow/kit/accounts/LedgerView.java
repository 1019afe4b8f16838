package io.winnow.kit.accounts;

import io.winnow.contracts.LedgerEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest entries of every account's ledger, {@value #MOST_ENTRIES} at most of each; older ones
 * are on the topic alone. Safe for concurrent use.
 */
public final class LedgerView {
  /** Entries of one account that are kept. */
  public static final int MOST_ENTRIES = 1_000;

  private final Map<String, TreeMap<Long, LedgerEntry>> ledgers = new ConcurrentHashMap<>();

  /**
   * Entries of an account, newest first.
   *
   * @param before only those with a lower sequence number
   * @param limit at most this many
   */
  public List<LedgerEntry> newestFirst(String account, long before, int limit) {
    TreeMap<Long, LedgerEntry> ledger = ledgers.get(account);
    if (ledger == null) {
      return List.of();
    }
    synchronized (ledger) {
      Collection<LedgerEntry> older = ledger.headMap(before, false).descendingMap().values();
      return older.stream().limit(limit).toList();
    }
  }

  /** Takes a record of the topic. For its one reader. */
  public void put(LedgerEntry entry) {
    TreeMap<Long, LedgerEntry> ledger =
        ledgers.computeIfAbsent(entry.account(), account -> new TreeMap<>());
    synchronized (ledger) {
      ledger.put(entry.sequence(), entry);
      if (ledger.size() > MOST_ENTRIES) {
        ledger.pollFirstEntry();
      }
    }
  }
}
