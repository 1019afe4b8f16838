package io.winnow.lab.smtp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has come before, by client, sender and recipient. */
final class Greylist {
  private static final int MOST = 200_000;

  private record Triplet(String client, String sender, String recipient) {}

  private record Visitor(String client, String domain) {}

  private final long delay;
  private final int passesToWhitelist;
  private final Map<Triplet, Long> firstTries = latest();
  private final Map<Visitor, Integer> passes = latest();

  /**
   * @param passesToWhitelist 0 means never
   */
  Greylist(Duration delay, int passesToWhitelist) {
    this.delay = delay.toNanos();
    this.passesToWhitelist = passesToWhitelist;
  }

  /** Whether the recipient is let through now. */
  synchronized boolean passes(String client, String sender, String recipient, String domain) {
    Visitor visitor = new Visitor(client, domain);
    int passed = passes.getOrDefault(visitor, 0);
    if (passesToWhitelist > 0 && passed >= passesToWhitelist) {
      return true;
    }
    long now = System.nanoTime();
    Long first = firstTries.putIfAbsent(new Triplet(client, sender, recipient), now);
    if (first == null || now - first < delay) {
      return false;
    }
    passes.put(visitor, passed + 1);
    return true;
  }

  private static <K, V> Map<K, V> latest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
