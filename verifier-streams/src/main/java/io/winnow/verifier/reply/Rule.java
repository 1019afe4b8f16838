package io.winnow.verifier.reply;

import io.winnow.contracts.SmtpStage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code rules.tsv}: when all its conditions hold, the reply has its meaning. */
record Rule(
    String id,
    Set<SmtpStage> stages,
    List<String> codes,
    @Nullable String operator,
    List<CodePattern> enhanced,
    List<PhraseCondition> phrases,
    Meaning meaning) {

  /** {@code 5.1.1}, {@code 5.7.606-649}, {@code x.2.*}, or {@code none} for a reply without. */
  record CodePattern(boolean none, int category, int subject, int from, int to) {
    private static final int ANY = -1;

    static CodePattern parse(String text) {
      if (text.equals("none")) {
        return new CodePattern(true, ANY, ANY, ANY, ANY);
      }
      String[] parts = text.split("\\.", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("'" + text + "' is no pattern of an enhanced code");
      }
      int dash = parts[2].indexOf('-');
      int from = number(dash < 0 ? parts[2] : parts[2].substring(0, dash));
      int to = dash < 0 ? from : number(parts[2].substring(dash + 1));
      return new CodePattern(false, number(parts[0]), number(parts[1]), from, to);
    }

    private static int number(String text) {
      return text.equals("x") || text.equals("*") ? ANY : Integer.parseInt(text);
    }

    boolean matches(@Nullable EnhancedCode code) {
      if (code == null || none) {
        return none && code == null;
      }
      return (category == ANY || category == code.category())
          && (subject == ANY || subject == code.subject())
          && (from == ANY || (from <= code.detail() && code.detail() <= to));
    }
  }

  /** One of the groups is there, or none of them is. */
  record PhraseCondition(boolean wanted, List<String> groups) {
    static PhraseCondition parse(String text, Set<String> known) {
      boolean wanted = !text.startsWith("!");
      List<String> groups = Arrays.asList((wanted ? text : text.substring(1)).split("\\|", -1));
      for (String group : groups) {
        if (!known.contains(group)) {
          throw new IllegalArgumentException("no phrase is in group '" + group + "'");
        }
      }
      return new PhraseCondition(wanted, groups);
    }

    boolean holds(PhraseBook.Finder finder) {
      return groups.stream().anyMatch(finder::holds) == wanted;
    }
  }

  /**
   * Reads a row: id, stages, codes, operator, enhanced codes, phrase groups, meaning; {@code *} is
   * any.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Rule parse(List<String> cells, Set<String> groups) {
    Set<SmtpStage> stages = stages(cells.get(1));
    List<String> codes = codes(cells.get(2));
    Meaning meaning = Meaning.valueOf(cells.get(6).toUpperCase(Locale.ROOT));
    if (meaning.about() == Meaning.About.RECIPIENT
        && meaning != Meaning.ACCEPTED
        && !stages.stream().allMatch(SmtpStage::namesRecipient)) {
      throw new IllegalArgumentException(meaning + " can be read only at rcpt");
    }
    if (meaning.undeliverable() && !codes.stream().allMatch(code -> code.startsWith("5"))) {
      throw new IllegalArgumentException(meaning + " can be read only from a code 5xx");
    }
    return new Rule(
        cells.get(0),
        stages,
        codes,
        cells.get(3).equals("*") ? null : cells.get(3),
        cells.get(4).equals("*")
            ? List.of()
            : Arrays.stream(cells.get(4).split(",", -1)).map(CodePattern::parse).toList(),
        cells.get(5).equals("*")
            ? List.of()
            : Arrays.stream(cells.get(5).split(" ", -1))
                .map(condition -> PhraseCondition.parse(condition, groups))
                .toList(),
        meaning);
  }

  private static Set<SmtpStage> stages(String text) {
    Set<SmtpStage> stages = EnumSet.noneOf(SmtpStage.class);
    for (String name : text.split(",", -1)) {
      switch (name) {
        case "*" -> stages.addAll(EnumSet.allOf(SmtpStage.class));
        case "before" ->
            stages.addAll(
                EnumSet.of(
                    SmtpStage.CONNECT,
                    SmtpStage.BANNER,
                    SmtpStage.EHLO,
                    SmtpStage.STARTTLS,
                    SmtpStage.MAIL));
        case "rcpt" -> stages.addAll(EnumSet.of(SmtpStage.RCPT, SmtpStage.PROBE));
        default -> stages.add(SmtpStage.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return stages;
  }

  private static List<String> codes(String text) {
    List<String> codes = Arrays.asList(text.split(",", -1));
    for (String code : codes) {
      boolean plain = code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9');
      boolean category = code.length() == 3 && code.charAt(0) <= '9' && code.endsWith("xx");
      if (!plain && !category && !code.equals("*")) {
        throw new IllegalArgumentException("'" + code + "' is no code, such as 550, 5xx or *");
      }
    }
    return codes;
  }

  boolean holds(
      SmtpStage stage,
      int code,
      @Nullable EnhancedCode enhancedCode,
      @Nullable String givenOperator,
      PhraseBook.Finder finder) {
    return stages.contains(stage)
        && codes.stream().anyMatch(pattern -> codeMatches(pattern, code))
        && (operator == null || operator.equals(givenOperator))
        && (enhanced.isEmpty() || enhanced.stream().anyMatch(p -> p.matches(enhancedCode)))
        && phrases.stream().allMatch(condition -> condition.holds(finder));
  }

  /** Whether one of the groups can make it hold. */
  boolean asksFor(Set<String> groups) {
    return phrases.stream()
        .anyMatch(
            condition ->
                condition.wanted() && condition.groups().stream().anyMatch(groups::contains));
  }

  private static boolean codeMatches(String pattern, int code) {
    return pattern.equals("*")
        || (pattern.endsWith("xx")
            ? code / 100 == pattern.charAt(0) - '0'
            : code == Integer.parseInt(pattern));
  }
}
