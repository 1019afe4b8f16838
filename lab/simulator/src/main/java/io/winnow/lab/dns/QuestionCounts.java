package io.winnow.lab.dns;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How often each question was asked. Written by the server, read by anyone. */
final class QuestionCounts {
  private record Question(String name, int type) {}

  private final Map<Question, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Set<Integer> types = ConcurrentHashMap.newKeySet();
  private final LongAdder total = new LongAdder();

  void add(String name, int type) {
    counts
        .computeIfAbsent(new Question(name, type), question -> new AtomicInteger())
        .incrementAndGet();
    types.add(type);
    total.increment();
  }

  int of(String name) {
    return types.stream().mapToInt(type -> of(name, type)).sum();
  }

  int of(String name, int type) {
    AtomicInteger count = counts.get(new Question(name, type));
    return count == null ? 0 : count.get();
  }

  long total() {
    return total.sum();
  }

  void reset() {
    counts.clear();
    types.clear();
    total.reset();
  }
}
