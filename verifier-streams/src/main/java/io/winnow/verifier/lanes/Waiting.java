package io.winnow.verifier.lanes;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Inquiries that wait for a session, oldest first within what can share one. An inquiry that is put
 * back has its old place. For one thread at a time.
 */
final class Waiting {
  private record Domain(Way way, String name) {}

  private final Map<Way, TreeMap<Long, OpenInquiry>> byWay = new HashMap<>();
  private final Map<Domain, TreeMap<Long, OpenInquiry>> byDomain = new HashMap<>();
  private int size;

  void add(OpenInquiry inquiry) {
    byWay.computeIfAbsent(inquiry.way(), _ -> new TreeMap<>()).put(inquiry.number(), inquiry);
    byDomain
        .computeIfAbsent(domainOf(inquiry), _ -> new TreeMap<>())
        .put(inquiry.number(), inquiry);
    size++;
  }

  private static Domain domainOf(OpenInquiry inquiry) {
    return new Domain(inquiry.way(), inquiry.inquiry().domain());
  }

  /** Takes it away if it is there, where its way says. */
  boolean remove(OpenInquiry inquiry) {
    TreeMap<Long, OpenInquiry> queue = byWay.get(inquiry.way());
    if (queue == null || queue.remove(inquiry.number()) == null) {
      return false;
    }
    size--;
    if (queue.isEmpty()) {
      byWay.remove(inquiry.way());
    }
    byDomain.computeIfPresent(
        domainOf(inquiry),
        (_, its) -> {
          its.remove(inquiry.number());
          return its.isEmpty() ? null : its;
        });
    return true;
  }

  /** The oldest one that can go this way, or null. */
  @Nullable OpenInquiry first(Way way) {
    TreeMap<Long, OpenInquiry> queue = byWay.get(way);
    return queue == null ? null : queue.firstEntry().getValue();
  }

  /** The oldest one of a domain that can go this way, or null. */
  @Nullable OpenInquiry first(Way way, String domain) {
    TreeMap<Long, OpenInquiry> queue = byDomain.get(new Domain(way, domain));
    return queue == null ? null : queue.firstEntry().getValue();
  }

  /** All that can go this way, oldest first. */
  List<OpenInquiry> all(Way way) {
    TreeMap<Long, OpenInquiry> queue = byWay.get(way);
    return queue == null ? List.of() : List.copyOf(queue.values());
  }

  /** All ways that are waited for, the one with the oldest inquiry first. */
  List<Way> ways() {
    if (byWay.size() == 1) {
      return List.copyOf(byWay.keySet());
    }
    return byWay.entrySet().stream()
        .sorted(Comparator.comparing(queue -> queue.getValue().firstKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  int size(Way way) {
    TreeMap<Long, OpenInquiry> queue = byWay.get(way);
    return queue == null ? 0 : queue.size();
  }

  int size() {
    return size;
  }

  /** Empties it. */
  List<OpenInquiry> removeAll() {
    List<OpenInquiry> all =
        byWay.values().stream().flatMap(queue -> queue.values().stream()).toList();
    byWay.clear();
    byDomain.clear();
    size = 0;
    return all;
  }
}
