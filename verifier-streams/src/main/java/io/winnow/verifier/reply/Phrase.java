package io.winnow.verifier.reply;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A run of words to find in a reply. Its notation, in words divided by blanks:
 *
 * <ul>
 *   <li>{@code user|mailbox}: either word; {@code block*}: every word that begins so;
 *   <li>{@code ?the}: the word or nothing;
 *   <li>{@code ..} and {@code ...}: up to 2 and up to 6 words in between;
 *   <li>{@code ^} and {@code $}: nothing but marks before, or after;
 *   <li>{@code {rcpt} {addr} {host} {own} {self} {ip} {url} {id}}: a mark of {@link Words}. Marks
 *       that are not asked for are looked through;
 *   <li>{@code /word} and {@code @word}: a word in a URL or the name of a host, and in an address;
 *       looked through like marks.
 * </ul>
 *
 * Matching keeps the set of places where the words so far end, so that it never goes back.
 */
final class Phrase {
  private static final int SHORT_GAP = 2;
  private static final int LONG_GAP = 6;

  private static final int MIN_PREFIX = 3;

  /** Marks in a row that are looked through. */
  private static final int MAX_MARKS = 8;

  private record Element(List<Word> words, boolean optional, int gapBefore) {}

  /** A word, or the beginning of one. */
  private record Word(String text, boolean prefix) {}

  private final List<Element> elements;
  private final boolean fromStart;
  private final boolean toEnd;

  private Phrase(List<Element> elements, boolean fromStart, boolean toEnd) {
    this.elements = elements;
    this.fromStart = fromStart;
    this.toEnd = toEnd;
  }

  /**
   * Reads the notation.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Phrase parse(String notation) {
    List<Element> elements = new ArrayList<>();
    boolean fromStart = false;
    boolean toEnd = false;
    int gap = 0;
    for (String part : notation.strip().split(" +", -1)) {
      if (toEnd) {
        throw new IllegalArgumentException("'" + part + "' stands behind the end, $");
      }
      switch (part) {
        case "^" -> {
          if (!elements.isEmpty() || fromStart || gap > 0) {
            throw new IllegalArgumentException("^ stands only at the start");
          }
          fromStart = true;
        }
        case "$" -> toEnd = true;
        case ".." -> gap = SHORT_GAP;
        case "..." -> gap = LONG_GAP;
        default -> {
          elements.addAll(elements(part, gap));
          gap = 0;
        }
      }
    }
    boolean firmEnds =
        !elements.isEmpty()
            && !elements.getFirst().optional()
            && elements.getFirst().gapBefore() == 0;
    if (gap > 0 || !(firmEnds || (elements.isEmpty() && fromStart && toEnd))) {
      throw new IllegalArgumentException(
          "a phrase begins with a word that must be there and ends without a gap");
    }
    return new Phrase(List.copyOf(elements), fromStart, toEnd);
  }

  private static List<Element> elements(String part, int gap) {
    boolean optional = part.startsWith("?");
    String rest = optional ? part.substring(1) : part;
    List<Word> alternatives = new ArrayList<>();
    for (String alternative : rest.split("\\|", -1)) {
      if (alternative.startsWith("{")) {
        alternatives.add(new Word(mark(alternative), false));
        continue;
      }
      boolean prefix = alternative.endsWith("*");
      String plain = prefix ? alternative.substring(0, alternative.length() - 1) : alternative;
      if (Words.isInside(alternative)) {
        alternatives.add(new Word(Words.fold(plain), prefix));
        continue;
      }
      List<String> words = Words.of(plain, _ -> true);
      if (words.isEmpty() || (prefix && plain.length() < MIN_PREFIX)) {
        throw new IllegalArgumentException(
            "'" + part + "' holds no word, or too short a beginning");
      }
      if (words.size() > 1) {
        if (optional || rest.indexOf('|') >= 0 || prefix) {
          throw new IllegalArgumentException("'" + alternative + "' is more than one word");
        }
        List<Element> run = new ArrayList<>();
        for (String word : words) {
          run.add(new Element(List.of(new Word(word, false)), false, run.isEmpty() ? gap : 0));
        }
        return run;
      }
      alternatives.add(new Word(words.getFirst(), prefix));
    }
    return List.of(new Element(List.copyOf(alternatives), optional, gap));
  }

  private static String mark(String name) {
    return switch (name) {
      case "{rcpt}" -> Words.RECIPIENT;
      case "{addr}" -> Words.ADDRESS;
      case "{host}" -> Words.HOST;
      case "{own}" -> Words.OWN;
      case "{ip}" -> Words.IP;
      case "{url}" -> Words.URL;
      case "{id}" -> Words.ID;
      case "{self}" -> Words.SELF;
      default -> throw new IllegalArgumentException(name.toLowerCase(Locale.ROOT) + " is no mark");
    };
  }

  /** The words of which one must be there, in which it begins; none when it asks for no word. */
  void addFirstTo(Set<String> words, Set<String> prefixes) {
    if (!elements.isEmpty()) {
      addTo(elements.getFirst(), words, prefixes);
    }
  }

  /** Adds its words and beginnings of words to the vocabulary. */
  void addTo(Set<String> words, Set<String> prefixes) {
    elements.forEach(element -> addTo(element, words, prefixes));
  }

  private static void addTo(Element element, Set<String> words, Set<String> prefixes) {
    for (Word word : element.words()) {
      (word.prefix() ? prefixes : words).add(word.text());
    }
  }

  /** Whether it stands in the text. */
  boolean in(WordPlaces text) {
    if (elements.isEmpty()) {
      return text.onlyMarks();
    }
    BitSet ends = places(elements.getFirst(), text);
    if (fromStart) {
      ends = beginning(ends, text);
    }
    for (int i = 1; i < elements.size() && !ends.isEmpty(); i++) {
      Element element = elements.get(i);
      BitSet next = after(ends, element, places(element, text), text);
      if (element.optional()) {
        next.or(ends);
      }
      ends = next;
    }
    return toEnd ? ends.stream().anyMatch(text::onlyMarksAfter) : !ends.isEmpty();
  }

  private static BitSet places(Element element, WordPlaces text) {
    BitSet places = new BitSet();
    for (Word word : element.words()) {
      places.or(word.prefix() ? text.beginningWith(word.text()) : text.of(word.text()));
    }
    return places;
  }

  private static BitSet beginning(BitSet places, WordPlaces text) {
    BitSet first = new BitSet();
    places.stream().filter(text::onlyMarksBefore).forEach(first::set);
    return first;
  }

  private static BitSet after(BitSet ends, Element element, BitSet places, WordPlaces text) {
    BitSet next = new BitSet();
    if (places.isEmpty()) {
      return next;
    }
    for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
      int gap = element.gapBefore();
      int marks = 0;
      for (int place = end + 1; place < text.size(); place++) {
        if (places.get(place)) {
          next.set(place);
        }
        if (text.isMark(place) ? ++marks > MAX_MARKS : --gap < 0) {
          break;
        }
      }
    }
    return next;
  }
}
