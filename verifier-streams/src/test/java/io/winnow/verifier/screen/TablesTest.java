package io.winnow.verifier.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The quick tables against plain words of the same rules, over random names. */
class TablesTest {
  private static final int ROUNDS = 300;

  @Test
  void theTableFindsWhatTheRulesOfThePublicSuffixListSay() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Set<String> rules = new HashSet<>();
      Set<String> listed = new HashSet<>();
      for (int i = 0; i < 6; i++) {
        String name = name(random, 3);
        rules.add(name.contains(".") && random.nextInt(4) == 0 ? "!" + name : name);
        rules.add("*." + name(random, 2));
        listed.add(name(random, 4));
      }
      DomainTable table = new DomainTable();
      table.addSuffixes(rules);
      table.add(listed, DomainTable.DISPOSABLE);
      for (int i = 0; i < 100; i++) {
        String domain = name(random, 5);
        long match = table.match(domain);
        int suffix = labels(domain).size() - suffixLabels(domain, rules);

        assertThat(DomainTable.suffixStart(match))
            .as("seed %d: %s by %s", seed, domain, rules)
            .isEqualTo(start(domain, suffix));
        assertThat((DomainTable.listed(match) & DomainTable.DISPOSABLE) != 0)
            .as("seed %d: %s by %s on %s", seed, domain, rules, listed)
            .isEqualTo(listed.contains(domain) || anyParent(domain, suffix - 1, listed));
        assertThat((DomainTable.exact(match) & DomainTable.DISPOSABLE) != 0)
            .isEqualTo(listed.contains(domain));
      }
    }
  }

  private static boolean anyParent(String domain, int topmost, Set<String> listed) {
    for (int i = 0; i <= topmost; i++) {
      if (listed.contains(domain.substring(start(domain, i)))) {
        return true;
      }
    }
    return false;
  }

  /** As publicsuffix.org words it: how many labels the public suffix has. */
  private static int suffixLabels(String domain, Collection<String> rules) {
    List<String> labels = labels(domain);
    int longest = 1;
    int exceptional = Integer.MAX_VALUE;
    for (String rule : rules) {
      boolean exception = rule.startsWith("!");
      List<String> wanted = labels(exception ? rule.substring(1) : rule);
      if (wanted.size() > labels.size()) {
        continue;
      }
      boolean matches = true;
      for (int i = 1; i <= wanted.size(); i++) {
        String label = wanted.get(wanted.size() - i);
        matches &= "*".equals(label) || label.equals(labels.get(labels.size() - i));
      }
      if (matches && exception) {
        exceptional = Math.min(exceptional, wanted.size() - 1);
      } else if (matches) {
        longest = Math.max(longest, wanted.size());
      }
    }
    return exceptional == Integer.MAX_VALUE ? longest : exceptional;
  }

  private static int start(String domain, int label) {
    int start = 0;
    for (int i = 0; i < label; i++) {
      start = domain.indexOf('.', start) + 1;
    }
    return start;
  }

  private static List<String> labels(String name) {
    return List.of(name.split("\\.", -1));
  }

  private static String name(Random random, int most) {
    List<String> labels = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      labels.add(String.valueOf((char) ('a' + random.nextInt(3))));
    }
    return String.join(".", labels);
  }

  @Test
  void oneSlipIsADistanceOfOne() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int near = 0;
    for (int i = 0; i < 20_000; i++) {
      String a = word(random);
      String b = word(random);
      int distance = distance(a, b);
      near += distance == 1 ? 1 : 0;

      assertThat(Edit.between(a, b) != null)
          .as("seed %d: %s and %s", seed, a, b)
          .isEqualTo(distance == 1);
      assertThat(Edit.atMostTwo(a, b))
          .as("seed %d: %s and %s", seed, a, b)
          .isEqualTo(distance <= 2);
    }
    assertThat(near).as("seed %d", seed).isGreaterThan(100);
  }

  /** Optimal string alignment, by recursion. */
  private static int distance(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    int best =
        Math.min(
            distance(a.substring(1), b.substring(1)) + (a.charAt(0) == b.charAt(0) ? 0 : 1),
            1 + Math.min(distance(a.substring(1), b), distance(a, b.substring(1))));
    if (a.length() > 1
        && b.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0)) {
      best = Math.min(best, 1 + distance(a.substring(2), b.substring(2)));
    }
    return best;
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  @Test
  void namesAreFoundInAnyPieceOfATextAndWhateverTheirCase() {
    NameTable table = new NameTable();
    for (int i = 0; i < 5_000; i++) {
      table.add("name-" + i, i + 1);
    }
    table.remove("name-7", ~0);

    for (int i = 0; i < 5_000; i++) {
      String text = "x.Name-" + i + "@";
      assertThat(table.at(text, 2, text.length() - 1)).isEqualTo(i == 7 ? 0 : i + 1);
    }
    assertThat(table.at("name-5000", 0, 9)).isZero();
    assertThat(table.at("", 0, 0)).isZero();
  }
}
