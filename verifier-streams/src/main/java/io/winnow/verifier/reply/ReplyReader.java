package io.winnow.verifier.reply;

import io.winnow.contracts.SmtpStage;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a mail server's reply means, by the table {@code rules.tsv}: stage before class before
 * operator before enhanced code before phrase before bare code. When in doubt the meaning is not
 * about the recipient. Immutable, for any number of threads; takes any input.
 */
public final class ReplyReader {
  /** Characters of a reply that are read: what comes later never decided anything. */
  static final int MAX_READ = 2_000;

  private static final int MAX_EVIDENCE = 300;
  private static final Masks FOR_MATCHING =
      new Masks(Words.RECIPIENT, Words.HOST, Words.SELF, Words.OWN);
  private static final Masks FOR_EVIDENCE = new Masks("[address]", null, "[us]", "[us]");
  private static final ReplyReader STANDARD = new ReplyReader(RuleTable.standard());

  private final RuleTable table;
  private final Predicate<String> known;

  ReplyReader(RuleTable table) {
    this.table = table;
    this.known = table.phrases()::knows;
  }

  /** The reader with the table that comes with Winnow. */
  public static ReplyReader standard() {
    return STANDARD;
  }

  /**
   * Reads a reply.
   *
   * @param stage where it was given
   * @param code its number; anything but 200 to 599 is none, and so a protocol error
   * @param text its lines, joined by line feeds, without their numbers and separators; only the
   *     first 2,000 characters count
   */
  public Reading read(SmtpStage stage, int code, String text, ReplyContext context) {
    String bounded = printable(bounded(text, MAX_READ), '\n');
    EnhancedCode enhanced = EnhancedCode.of(bounded);
    List<String> words =
        Words.of(bounded(FOR_MATCHING.mask(bounded, context, known), MAX_READ), known);
    Rule rule = table.decide(stage, code, enhanced, context.operator(), words);
    @Nullable Duration retryAfter = code / 100 == 4 ? RetryAfter.of(bounded) : null;
    return new Reading(
        rule.meaning(), enhanced == null ? null : enhanced.toString(), retryAfter, rule.id());
  }

  /**
   * The text as evidence: without the address and what tells of us, on one line, at most 300
   * characters.
   */
  public String redact(String text, ReplyContext context) {
    String masked = FOR_EVIDENCE.mask(bounded(text, MAX_READ), context, known);
    return bounded(printable(masked, ' '), MAX_EVIDENCE);
  }

  private static String bounded(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static String printable(String text, char lineFeed) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lone =
          Character.isHighSurrogate(c)
              ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
              : Character.isLowSurrogate(c)
                  && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
      int type = Character.getType(c);
      boolean hidden =
          type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      if (c == '\n') {
        printable.append(lineFeed);
      } else {
        printable.append(Character.isISOControl(c) || lone || hidden ? ' ' : c);
      }
    }
    return printable.toString();
  }
}
