package io.winnow.verifier.reply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Phrases in groups, as in {@code phrases.tsv}: what rules ask for together; and the plain words,
 * with which a reply about a mailbox may be filled up.
 */
final class PhraseBook {
  /** Lines of it hold plain words, divided by blanks, and no phrase. */
  private static final String PLAIN = "plain";

  /** Groups whose words are no surprise in a reply that says that mail cannot arrive. */
  static final Set<String> EXPECTED =
      Set.of("unknown", "disabled", "inactivity", "moved", "elsewhere", "generic");

  private final Map<String, PhraseGroup> groups;
  private final Set<String> words = new HashSet<>();
  private final Set<String> prefixes = new HashSet<>();

  private final Set<String> plain;
  private final Set<String> plainPrefixes = new HashSet<>();

  private PhraseBook(Map<String, PhraseGroup> groups, List<Entry> entries, Set<String> plain) {
    this.groups = groups;
    this.plain = plain;
    for (Entry entry : entries) {
      entry.phrase().addTo(words, prefixes);
      if (EXPECTED.contains(entry.group())) {
        entry.phrase().addTo(plain, plainPrefixes);
      }
    }
  }

  private record Entry(String group, Phrase phrase) {}

  /**
   * Reads the lines of a book: {@code group TAB phrase}, or {@code $name TAB word|word} for words
   * that many phrases share, or {@code plain TAB words}. Empty lines and those that begin with #
   * are comments.
   *
   * @throws BadTable naming the line
   */
  static PhraseBook parse(String name, List<String> lines) {
    Map<String, String> shared = new HashMap<>();
    Map<String, PhraseGroup> groups = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> plain = new HashSet<>();
    Set<String> seen = new HashSet<>();
    TableLines.forEach(
        name,
        lines,
        2,
        cells -> {
          String key = cells.get(0);
          String notation = cells.get(1);
          if (key.startsWith("$")) {
            if (shared.put(key, notation) != null) {
              throw new IllegalArgumentException(key + " is defined twice");
            }
            return;
          }
          if (key.equals(PLAIN)) {
            plain.addAll(Words.of(notation, _ -> true));
            return;
          }
          if (!seen.add(key + '\t' + notation)) {
            throw new IllegalArgumentException("'" + notation + "' stands twice in " + key);
          }
          Phrase phrase = Phrase.parse(spelledOut(notation, shared));
          entries.add(new Entry(key, phrase));
          groups.computeIfAbsent(key, _ -> new PhraseGroup()).add(phrase);
        });
    return new PhraseBook(groups, entries, plain);
  }

  private static String spelledOut(String notation, Map<String, String> shared) {
    return Arrays.stream(notation.split(" ", -1))
        .map(
            part -> part.indexOf('$') < 0 || part.equals("$") ? part : spelledOutPart(part, shared))
        .collect(Collectors.joining(" "));
  }

  private static String spelledOutPart(String part, Map<String, String> shared) {
    String optional = part.startsWith("?") ? "?" : "";
    return Arrays.stream(part.substring(optional.length()).split("\\|", -1))
        .map(word -> word.startsWith("$") ? defined(word, shared) : word)
        .collect(Collectors.joining("|", optional, ""));
  }

  private static String defined(String name, Map<String, String> shared) {
    String words = shared.get(name);
    if (words == null) {
      throw new IllegalArgumentException(name + " is not defined above");
    }
    return words;
  }

  Set<String> groups() {
    return groups.keySet();
  }

  /** Whether the word is a word of a phrase, or begins as one does. */
  boolean knows(String word) {
    return isIn(words, prefixes, word);
  }

  private static boolean isIn(Set<String> whole, Set<String> beginnings, String word) {
    if (whole.contains(word)) {
      return true;
    }
    for (int length = 3; length <= word.length(); length++) {
      if (beginnings.contains(word.substring(0, length))) {
        return true;
      }
    }
    return false;
  }

  /**
   * How many words of a text nobody expects where a mailbox is said to be missing, switched off or
   * elsewhere: a server that uses them tells of something else.
   */
  long strangeWords(List<String> text) {
    return text.stream()
        .filter(word -> !Words.isMark(word) && !isIn(plain, plainPrefixes, word))
        .count();
  }

  /** Finds groups in one text, each at most once. */
  final class Finder {
    private final WordPlaces text;
    private final Map<String, Boolean> found = new HashMap<>();

    Finder(List<String> text) {
      this.text = new WordPlaces(text, prefixes);
    }

    /** Whether any phrase of the group is in the text. */
    boolean holds(String group) {
      return found.computeIfAbsent(
          group,
          asked -> {
            PhraseGroup phrases = groups.get(asked);
            return phrases != null && phrases.in(text);
          });
    }
  }
}
