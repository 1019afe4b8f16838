package io.winnow.verifier.reply;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each word of a reply stands. */
final class WordPlaces {
  private static final BitSet NOWHERE = new BitSet();

  /** Longer beginnings than this are in no phrase. */
  private static final int MAX_PREFIX = 24;

  private final Map<String, BitSet> words = new HashMap<>();
  private final Map<String, BitSet> beginnings = new HashMap<>();
  private final BitSet marks = new BitSet();
  private final int size;

  /**
   * @param prefixes beginnings of words that will be asked for
   */
  WordPlaces(List<String> text, Set<String> prefixes) {
    size = text.size();
    for (int place = 0; place < size; place++) {
      String word = text.get(place);
      words.computeIfAbsent(word, _ -> new BitSet()).set(place);
      if (Words.isMark(word)) {
        marks.set(place);
      }
    }
    for (Map.Entry<String, BitSet> word : words.entrySet()) {
      int longest = Math.min(word.getKey().length(), MAX_PREFIX);
      for (int length = 1; length <= longest; length++) {
        String beginning = word.getKey().substring(0, length);
        if (prefixes.contains(beginning)) {
          beginnings.computeIfAbsent(beginning, _ -> new BitSet()).or(word.getValue());
        }
      }
    }
  }

  /** Each word once. */
  Set<String> words() {
    return words.keySet();
  }

  /** Each beginning of a word that was to be asked for, once. */
  Set<String> beginnings() {
    return beginnings.keySet();
  }

  int size() {
    return size;
  }

  BitSet of(String word) {
    return words.getOrDefault(word, NOWHERE);
  }

  BitSet beginningWith(String prefix) {
    return beginnings.getOrDefault(prefix, NOWHERE);
  }

  boolean isMark(int place) {
    return marks.get(place);
  }

  boolean onlyMarks() {
    return marks.cardinality() == size;
  }

  boolean onlyMarksBefore(int place) {
    return marks.nextClearBit(0) >= place;
  }

  boolean onlyMarksAfter(int place) {
    return marks.nextClearBit(place + 1) >= size;
  }
}
