package io.winnow.verifier.reply;

import io.winnow.contracts.SmtpStage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in their order, of which the first that holds decides. Sections keep the order of what
 * is to be asked first: the operator's own ways, then enhanced codes, then phrases, then the code.
 */
final class RuleTable {
  static final String RULES = "rules.tsv";
  static final String PHRASES = "phrases.tsv";
  private static final List<String> SECTIONS =
      List.of("[provider]", "[enhanced]", "[phrase]", "[code]");
  private static final int COLUMNS = 7;

  /** One is no explanation yet: the name of a program or of a town. */
  private static final int MAX_STRANGE_WORDS = 1;

  private final List<Rule> rules;
  private final PhraseBook phrases;

  private RuleTable(List<Rule> rules, PhraseBook phrases) {
    this.rules = rules;
    this.phrases = phrases;
  }

  /** The table that comes with Winnow. */
  static RuleTable standard() {
    return parse(lines(RULES), lines(PHRASES));
  }

  /**
   * Reads a table.
   *
   * @throws BadTable naming the line of the first fault
   */
  static RuleTable parse(List<String> ruleLines, List<String> phraseLines) {
    PhraseBook phrases = PhraseBook.parse(PHRASES, phraseLines);
    List<Rule> rules = new ArrayList<>();
    List<String> sections = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    TableLines.forEach(
        RULES,
        ruleLines,
        COLUMNS,
        cells -> {
          if (cells.size() == 1) {
            sections.add(cells.getFirst());
            if (!sections.equals(SECTIONS.subList(0, Math.min(sections.size(), SECTIONS.size())))) {
              throw new IllegalArgumentException("sections are " + SECTIONS + ", in this order");
            }
            return;
          }
          Rule rule = Rule.parse(cells, phrases.groups());
          if (!ids.add(rule.id())) {
            throw new IllegalArgumentException("there is another rule '" + rule.id() + "'");
          }
          inItsSection(rule, sections.isEmpty() ? "none" : sections.getLast());
          rules.add(rule);
        });
    if (rules.isEmpty() || !holdsAlways(rules.getLast())) {
      throw new BadTable(RULES, ruleLines.size(), "the last rule must hold for every reply");
    }
    return new RuleTable(rules, phrases);
  }

  private static void inItsSection(Rule rule, String section) {
    boolean fits =
        switch (section) {
          case "[provider]" -> rule.operator() != null || !rule.phrases().isEmpty();
          case "[enhanced]" -> !rule.enhanced().isEmpty() && rule.operator() == null;
          case "[phrase]" -> !rule.phrases().isEmpty() && rule.operator() == null;
          case "[code]" -> rule.phrases().isEmpty() && rule.operator() == null;
          default -> false;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "rule '" + rule.id() + "' does not belong in section " + section);
    }
  }

  private static boolean holdsAlways(Rule rule) {
    return rule.stages().size() == SmtpStage.values().length
        && rule.codes().contains("*")
        && rule.enhanced().isEmpty()
        && rule.phrases().isEmpty();
  }

  private static List<String> lines(String resource) {
    try (InputStream bytes = RuleTable.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new BadTable(resource, 0, "is missing from the program");
      }
      return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  List<Rule> rules() {
    return rules;
  }

  PhraseBook phrases() {
    return phrases;
  }

  /**
   * The rule that decides. One that leads to "undeliverable" by a phrase is passed over when the
   * reply has more to say than what the phrase needs: rules can name only those refusals of us that
   * somebody has thought of.
   */
  Rule decide(
      SmtpStage stage,
      int code,
      @Nullable EnhancedCode enhanced,
      @Nullable String operator,
      List<String> words) {
    PhraseBook.Finder finder = phrases.new Finder(words);
    boolean wordy = phrases.strangeWords(words) > MAX_STRANGE_WORDS;
    for (Rule rule : rules) {
      if (rule.holds(stage, code, enhanced, operator, finder)
          && !(wordy && rule.meaning().undeliverable() && rule.asksFor(PhraseBook.EXPECTED))) {
        return rule;
      }
    }
    throw new IllegalStateException("the last rule holds always");
  }
}
