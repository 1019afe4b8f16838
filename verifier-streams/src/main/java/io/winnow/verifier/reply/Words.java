package io.winnow.verifier.reply;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Cuts text into words as phrases are written in: lower case, without accents, apostrophes and
 * enhanced codes; names of hosts, addresses, URLs and ids become marks. Scripts without blanks
 * between words are cut into their characters. Linear in the text.
 */
final class Words {
  /** Marks for what was taken out, none of which a reply can hold: control characters are cut. */
  static final String RECIPIENT = "\u0001";

  static final String ADDRESS = "\u0002";
  static final String HOST = "\u0003";
  static final String OWN = "\u0004";
  static final String IP = "\u0005";
  static final String URL = "\u0006";
  static final String ID = "\u0007";

  /** An address at the domain that our name is in: most likely our sender. */
  static final String SELF = "\u0008";

  /** More words than this say nothing that fewer did not. */
  static final int MAX_WORDS = 250;

  /** Only scripts without blanks make longer ones that say something. */
  private static final int MAX_CHUNK = 500;

  private static final Pattern SEPARATORS = Pattern.compile("[\\s<>()\\[\\]{}\"`,;!?|]+");
  private static final Pattern ENHANCED_CODE =
      Pattern.compile("#?[245]\\.\\d{1,3}\\.\\d{1,3}[.:]?");
  private static final Pattern IPV4 =
      Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?:[.:/].*)?");
  private static final Pattern IPV6 =
      Pattern.compile("(?:ipv6:)?[0-9a-f]{0,4}:[0-9a-f:.]*:[0-9a-f:.]*");
  private static final Pattern HOST_NAME =
      Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.[a-z][a-z0-9-]*[a-z0-9][.:]?");

  private final Predicate<String> known;
  private final List<String> words = new ArrayList<>();

  private Words(Predicate<String> known) {
    this.known = known;
  }

  /** Begins a word out of a URL or the name of a host: kept only where a phrase asks for it. */
  static final char IN_NAME = '/';

  /** Begins a word out of an address. */
  static final char IN_ADDRESS = '@';

  /** Whether the word is a mark: phrases look through marks that they do not ask for. */
  static boolean isMark(String word) {
    return word.charAt(0) < ' ' || isInside(word);
  }

  /** Whether the word is one out of a URL, the name of a host or an address. */
  static boolean isInside(String word) {
    return !word.isEmpty() && (word.charAt(0) == IN_NAME || word.charAt(0) == IN_ADDRESS);
  }

  /**
   * The words of a text in which {@link Masks} has put the marks.
   *
   * @param known words of phrases, which are not taken for ids or parts of host names
   */
  static List<String> of(String text, Predicate<String> known) {
    Words cut = new Words(known);
    for (String chunk : SEPARATORS.split(spaced(text), -1)) {
      if (cut.words.size() >= MAX_WORDS) {
        break;
      }
      if (!chunk.isEmpty()) {
        cut.chunk(chunk);
      }
    }
    return cut.words.size() > MAX_WORDS ? cut.words.subList(0, MAX_WORDS) : cut.words;
  }

  /** Without case and accents, as phrases are. */
  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      switch (c) {
        case 'ß' -> folded.append("ss");
        case 'ł' -> folded.append('l');
        case 'ø' -> folded.append('o');
        case 'đ' -> folded.append('d');
        case 'æ' -> folded.append("ae");
        case 'ı' -> folded.append('i');
        case '’', '‘', 'ʼ', '´' -> folded.append('\'');
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            folded.append(c);
          }
        }
      }
    }
    return folded.toString();
  }

  /** Marks stand alone, but for those in a URL, which stays whole. */
  private static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length() + 16);
    boolean inUrl = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inUrl = inUrl ? c > ' ' || isMaskedMark(c) : text.startsWith("://", i);
      if (isMaskedMark(c)) {
        spaced.append(inUrl ? "-" : " " + c + " ");
      } else if (inUrl && "?,;!|".indexOf(c) >= 0) {
        spaced.append('-');
      } else {
        spaced.append(c);
      }
    }
    return spaced.toString();
  }

  private static boolean isMaskedMark(char c) {
    return c >= RECIPIENT.charAt(0) && c <= SELF.charAt(0);
  }

  private void chunk(String chunk) {
    String folded = fold(chunk.substring(0, Math.min(chunk.length(), MAX_CHUNK)));
    if (folded.isEmpty()) {
      return;
    }
    if (isMark(folded)) {
      words.add(folded);
    } else if (folded.contains("://") || folded.startsWith("www.")) {
      named(URL, IN_NAME, folded);
    } else if (folded.indexOf('@') > 0 && folded.indexOf('@') < folded.length() - 1) {
      named(ADDRESS, IN_ADDRESS, folded);
    } else if (IPV4.matcher(folded).matches() || IPV6.matcher(folded).matches()) {
      words.add(IP);
    } else if (HOST_NAME.matcher(folded).matches() && !joinedSentences(folded)) {
      named(HOST, IN_NAME, folded);
    } else if (!ENHANCED_CODE.matcher(folded).matches()) {
      plain(chunk, folded);
    }
  }

  /** A mark, and such words of what it stands for as phrases ask for: the name of a block list. */
  private void named(String mark, char inside, String folded) {
    words.add(mark);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= folded.length(); i++) {
      char c = i < folded.length() ? folded.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      } else if (!word.isEmpty()) {
        String whole = inside + word.toString();
        if (known.test(whole)) {
          words.add(whole);
        }
        word.setLength(0);
      }
    }
  }

  /** Whether "unknown.please" is two words that lack a blank: both are words of phrases. */
  private boolean joinedSentences(String folded) {
    int dot = folded.indexOf('.');
    String after = folded.substring(dot + 1);
    return dot > 0
        && after.indexOf('.') < 0
        && known.test(folded.substring(0, dot))
        && known.test(after);
  }

  private void plain(String chunk, String folded) {
    if (isId(chunk)) {
      words.add(ID);
      return;
    }
    String source =
        folded.length() < MAX_CHUNK && hasInnerCapital(chunk) ? fold(capitalsApart(chunk)) : folded;
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= source.length(); ) {
      int c = i < source.length() ? source.codePointAt(i) : -1;
      boolean letter = c >= 0 && Character.isLetterOrDigit(c);
      if (letter && standsAlone(c)) {
        flush(word);
        words.add(Character.toString(c));
      } else if (letter) {
        word.appendCodePoint(c);
      } else if (c != '\'' || word.length() < 2) {
        flush(word); // joins "doesn't", but parts "l'adresse"
      }
      i += c < 0 ? 1 : Character.charCount(c);
    }
  }

  private void flush(StringBuilder word) {
    if (word.isEmpty()) {
      return;
    }
    String whole = word.toString();
    word.setLength(0);
    boolean digits = whole.chars().anyMatch(Character::isDigit);
    if (digits && !known.test(whole)) {
      words.add(ID);
    } else if (whole.equals("mail") && !words.isEmpty() && words.getLast().equals("e")) {
      words.set(words.size() - 1, "email");
    } else {
      words.add(whole);
    }
  }

  /** Ids mix letters and digits, as in queue ids; codes that phrases know are no ids. */
  private boolean isId(String chunk) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < chunk.length(); i++) {
      char c = chunk.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c < 128 && Character.isLetter(c)) {
        letters++;
      } else if (c != '-' && c != '_' && c != '.' && c != '/' && c != '+' && c != '=') {
        return false;
      }
    }
    return digits > 0 && letters > 0 && digits + letters >= 8 && !known.test(fold(chunk));
  }

  private static boolean hasInnerCapital(String chunk) {
    for (int i = 1; i < chunk.length(); i++) {
      if (Character.isUpperCase(chunk.charAt(i)) && Character.isLowerCase(chunk.charAt(i - 1))) {
        return true;
      }
    }
    return false;
  }

  private static String capitalsApart(String chunk) {
    StringBuilder apart = new StringBuilder(chunk.length() + 8);
    for (int i = 0; i < chunk.length(); i++) {
      if (i > 0
          && Character.isUpperCase(chunk.charAt(i))
          && Character.isLowerCase(chunk.charAt(i - 1))) {
        apart.append(' ');
      }
      apart.append(chunk.charAt(i));
    }
    return apart.toString();
  }

  /**
   * Characters of scripts that put no blanks between words: Thai, and all from the CJK radicals.
   */
  private static boolean standsAlone(int c) {
    return (c >= 0x0E00 && c <= 0x0E7F)
        || (c >= 0x1100 && c <= 0x11FF)
        || (c >= 0x2E80 && c <= 0xD7FF)
        || c >= 0x20000;
  }
}
