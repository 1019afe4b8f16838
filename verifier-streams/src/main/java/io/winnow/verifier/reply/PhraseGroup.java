package io.winnow.verifier.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Phrases that mean the same, by the word with which they begin: few are tried on a text. */
final class PhraseGroup {
  private final Map<String, List<Phrase>> byWord = new HashMap<>();
  private final Map<String, List<Phrase>> byPrefix = new HashMap<>();
  private final List<Phrase> wordless = new ArrayList<>();

  void add(Phrase phrase) {
    Set<String> words = new HashSet<>();
    Set<String> prefixes = new HashSet<>();
    phrase.addFirstTo(words, prefixes);
    words.forEach(word -> byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(phrase));
    prefixes.forEach(
        prefix -> byPrefix.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(phrase));
    if (words.isEmpty() && prefixes.isEmpty()) {
      wordless.add(phrase);
    }
  }

  /** Whether one of them stands in the text. */
  boolean in(WordPlaces text) {
    return anyIn(text, wordless)
        || text.words().stream().anyMatch(word -> anyIn(text, byWord.get(word)))
        || text.beginnings().stream().anyMatch(prefix -> anyIn(text, byPrefix.get(prefix)));
  }

  private static boolean anyIn(WordPlaces text, @Nullable List<Phrase> phrases) {
    return phrases != null && phrases.stream().anyMatch(phrase -> phrase.in(text));
  }
}
