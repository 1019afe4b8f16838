package io.winnow.verifier.lists;

import io.winnow.verifier.screen.CommonDomain;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.LocalPartRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line of each list means. All of them throw IllegalArgumentException for wrong ones. */
final class ListEntries {
  private static final String SEPARATORS = "-_.";

  private ListEntries() {}

  static String domain(String line) {
    return Lists.domain(line);
  }

  /** A rule of the public suffix list, perhaps with {@code *.} or {@code !} before it. */
  static String suffix(String line) {
    String mark = line.startsWith("*.") ? "*." : line.startsWith("!") ? "!" : "";
    // a suffix may be a single label, which no domain of mail is
    return mark + Lists.domain("x." + line.substring(mark.length())).substring(2);
  }

  static String localPart(String line) {
    if (line.isBlank() || line.chars().anyMatch(c -> c <= ' ' || c == '@' || c == '*')) {
      throw new IllegalArgumentException("not a local part: " + line);
    }
    return line.toLowerCase(Locale.ROOT);
  }

  static String localPartPattern(String line) {
    if (line.startsWith("*") && line.length() > 2 && isSeparator(line.charAt(1))) {
      return "*" + localPart(line.substring(1));
    }
    int last = line.length() - 1;
    if (line.endsWith("*") && last > 1 && isSeparator(line.charAt(last - 1))) {
      return localPart(line.substring(0, last)) + "*";
    }
    return localPart(line);
  }

  private static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }

  static CommonDomain common(String line) {
    List<String> words = words(line);
    if (words.size() != 2) {
      throw new IllegalArgumentException("not a domain and top, common or real: " + line);
    }
    CommonDomain.Kind kind =
        switch (words.get(1)) {
          case "top" -> CommonDomain.Kind.TOP;
          case "common" -> CommonDomain.Kind.COMMON;
          case "real" -> CommonDomain.Kind.REAL;
          default -> throw new IllegalArgumentException("not top, common or real: " + line);
        };
    return new CommonDomain(domain(words.getFirst()), kind);
  }

  static Map.Entry<String, String> typo(String line) {
    List<String> words = words(line);
    if (words.size() != 2) {
      throw new IllegalArgumentException("not a wrong domain and the right one: " + line);
    }
    return Map.entry(domain(words.get(0)), domain(words.get(1)));
  }

  static LocalPartRule rule(String line) {
    List<String> words = words(line);
    Map<String, String> parts = new HashMap<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1 || parts.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("not a key, = and a value, or twice: " + word);
      }
    }
    Set<String> domains = new HashSet<>();
    for (String domain : items(words.getFirst())) {
      domains.add(domain(domain));
    }
    String characters = parts.remove("characters");
    if (characters == null) {
      throw new IllegalArgumentException("no characters=: " + line);
    }
    LocalPartRule rule =
        new LocalPartRule(
            domains,
            number(parts.remove("least"), 1),
            number(parts.remove("most"), 64),
            characters(characters),
            characters(parts.getOrDefault("uncounted", "")),
            new HashSet<>(items(parts.getOrDefault("except", ""))));
    parts.remove("uncounted");
    parts.remove("except");
    if (!parts.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + String.join(", ", parts.keySet()));
    }
    return rule;
  }

  private static int number(@Nullable String text, int otherwise) {
    int number = text == null ? otherwise : Integer.parseInt(text);
    if (number < 1 || number > 64) {
      throw new IllegalArgumentException("not a length from 1 to 64: " + text);
    }
    return number;
  }

  /** Single characters, and ranges such as a-z. */
  private static Set<Character> characters(String text) {
    Set<Character> characters = new HashSet<>();
    for (int i = 0; i < text.length(); i++) {
      boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
      char to = text.charAt(range ? i + 2 : i);
      for (char c = text.charAt(i); c <= to; c++) {
        characters.add(c);
      }
      i += range ? 2 : 0;
    }
    return characters;
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }

  private static List<String> items(String text) {
    return text.isEmpty() ? List.of() : List.of(text.toLowerCase(Locale.ROOT).split(",", -1));
  }
}
