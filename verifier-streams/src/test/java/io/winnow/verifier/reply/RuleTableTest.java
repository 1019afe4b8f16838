package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.SmtpStage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTableTest {
  private static final List<String> PHRASES = List.of("unknown\tuser unknown");
  private static final String LAST = "last|*|*|*|*|*|protocol_error";

  @Test
  void everyMeaningHasARuleAndEveryGroupIsAskedFor() {
    RuleTable table = RuleTable.standard();
    Set<Meaning> meanings = table.rules().stream().map(Rule::meaning).collect(Collectors.toSet());
    Set<String> asked =
        table.rules().stream()
            .flatMap(rule -> rule.phrases().stream())
            .flatMap(condition -> condition.groups().stream())
            .collect(Collectors.toSet());

    assertThat(meanings).containsExactlyInAnyOrder(Meaning.values());
    assertThat(asked).containsExactlyInAnyOrderElementsOf(table.phrases().groups());
  }

  @Test
  void aRefusalThatSaysWhyIsNotBare() {
    assertThat(RuleTable.standard().rules())
        .filteredOn(rule -> rule.meaning() == Meaning.BARE_REFUSAL)
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(rule.phrases())
                    .filteredOn(Rule.PhraseCondition::wanted)
                    .isNotEmpty()
                    .flatExtracting(Rule.PhraseCondition::groups)
                    .isSubsetOf("empty", "generic", "bare", "action_not_taken"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          User unknown;                                         missing
          Sorry, user unknown;                                  missing
          <jane.doe@example.org> at mx.example.net: user unknown; missing
          User unknown - Contoso;                               missing
          User unknown, moonlight required;                     last
          User unknown 月光;                                    last
          """)
  void aMailboxIsMissingOnlyWhereTheServerSaysHardlyMore(String reply, String rule) {
    RuleTable table =
        RuleTable.parse(
            List.of(
                "[provider]",
                "[enhanced]",
                "[phrase]",
                "missing\trcpt\t5xx\t*\t*\tunknown\tmailbox_not_found",
                "[code]",
                LAST.replace('|', '\t')),
            List.of("plain\tat sorry", "unknown\tuser unknown"));

    Reading reading = new ReplyReader(table).read(SmtpStage.RCPT, 550, reply, Replies.CONTEXT);

    assertThat(reading.rule()).isEqualTo(rule);
  }

  @Test
  void rulesOfOneSectionAreReadInTheirOrder() {
    RuleTable table =
        table(
            "[phrase]",
            "first|rcpt|5xx|*|*|unknown|bare_refusal",
            "second|rcpt|5xx|*|*|unknown|mailbox_not_found",
            "[code]");

    assertThat(
            new ReplyReader(table)
                .read(SmtpStage.RCPT, 550, "User unknown", Replies.CONTEXT)
                .rule())
        .isEqualTo("first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a|mail|5xx|*|5.1.1|*|mailbox_not_found;      can be read only at rcpt
          a|rcpt|4xx|*|*.1.1|*|mailbox_not_found;      only from a code 5xx
          a|rcpt|*|*|5.1.1|*|mailbox_disabled;         only from a code 5xx
          a|rcpt|5xx|*|5.1|*|mailbox_disabled;         is no pattern of an enhanced code
          a|rcpt|55x|*|5.1.1|*|bare_refusal;           is no code
          a|rcpt|5xx|*|5.1.1|nowhere|bare_refusal;     no phrase is in group 'nowhere'
          a|rcpt|5xx|*|5.1.1|*;                        expected 7 cells
          a|rcpt|5xx|*|*|unknown|bare_refusal;         does not belong in section [enhanced]
          a|data|5xx|*|5.1.1|*|bare_refusal;           DATA
          a|rcpt|5xx|*|5.1.1|*|nothing;                NOTHING
          """)
  void aBadRuleIsNamedWithItsLine(String rule, String fault) {
    assertThatThrownBy(() -> table("[provider]", "[enhanced]", rule, "[phrase]", "[code]"))
        .isInstanceOf(BadTable.class)
        .hasMessageContaining("rules.tsv, line 3: ")
        .hasMessageContaining(fault);
  }

  @Test
  void sectionsKeepTheirOrderAndRulesTheirIds() {
    assertThatThrownBy(() -> table("[code]")).hasMessageContaining("in this order");
    assertThatThrownBy(() -> table("[provider]", "[enhanced]", "[phrase]", "[code]", LAST))
        .hasMessageContaining("another rule 'last'");
    assertThatThrownBy(() -> RuleTable.parse(List.of("[provider]"), PHRASES))
        .hasMessageContaining("must hold for every reply");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a user ..;        ends without a gap
          a ?user unknown;  begins with a word
          a .. user;        begins with a word
          a user $ unknown; stands behind the end
          a user ^ unknown; only at the start
          a {nobody};       is no mark
          a us*;            too short a beginning
          a e-mail|x-y;     more than one word
          a $nobody;        is not defined above
          a $;              begins with a word
          """)
  void aBadPhraseIsNamedWithItsLine(String phrase, String fault) {
    List<String> lines = List.of("# comment", phrase.replaceFirst(" ", "\t"));

    assertThatThrownBy(() -> PhraseBook.parse("phrases.tsv", lines))
        .isInstanceOf(BadTable.class)
        .hasMessageContaining("phrases.tsv, line 2: ")
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          user unknown;             User unknown in table;                  true
          user unknown;             USER, <jane.doe@example.org>: Unknown!; true
          user unknown;             user is unknown;                        false
          user .. unknown;          user is quite unknown;                  true
          user .. unknown;          user is not yet unknown;                false
          user ?is ?quite unknown;  user quite unknown;                     true
          user|mailbox unknown;     mailbox unknown;                        true
          block* by;                blocked by;                             true
          block* by;                unblocked by;                           false
          ^ unknown $;              [192.0.2.1] Unknown.;                   true
          ^ unknown $;              very unknown;                           false
          listed {ip};              listed 192.0.2.7;                       true
          listed {ip};              listed example.com;                     false
          from {self};              from bounce@winnow.test;                true
          doesnt exist;             doesn’t exist;                          true
          l adresse;                l'adresse;                              true
          empfanger;                Empfänger;                              true
          不存在;                   用户不存在!;                            true
          user unknown;             UserUnknown;                            true
          user unknown;             user_unknown;                           true
          email unknown;            e-mail unknown;                         true
          /spamhaus;                see https://check.spamhaus.org/a?b=c;   true
          /spamhaus;                by zen.spamhaus.org;                    true
          /spamhaus;                spamhaus@example.com;                   false
          /spam*;                   http://example.com/help?id=spam-list;   true
          @unlist*;                 write to unlisting@example.com;         true
          unknown here;             unknown: http://a.org/unlist here;      true
          user unknown;             http://example.com/?user,unknown;       false
          list;                     <list@example.org>: user unknown;       false
          list;                     https://example.org/?list;              false
          """)
  void phrasesAreFoundInWords(String phrase, String text, boolean found) {
    RuleTable table =
        RuleTable.parse(
            List.of(
                "[provider]",
                "[enhanced]",
                "[phrase]",
                "found\trcpt\t5xx\t*\t*\tsought\tbare_refusal",
                "[code]",
                LAST.replace('|', '\t')),
            List.of("sought\t" + phrase));

    Reading reading = new ReplyReader(table).read(SmtpStage.RCPT, 550, text, Replies.CONTEXT);

    assertThat(reading.rule()).isEqualTo(found ? "found" : "last");
  }

  private static RuleTable table(String... lines) {
    List<String> rules =
        Stream.concat(Stream.of(lines), Stream.of(LAST))
            .map(line -> line.replace('|', '\t'))
            .toList();
    return RuleTable.parse(
        lines[0].equals("[phrase]")
            ? Stream.concat(Stream.of("[provider]", "[enhanced]"), rules.stream()).toList()
            : rules,
        PHRASES);
  }
}
