package io.winnow.verifier.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.verifier.screen.LocalPartRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListEntriesTest {

  @Test
  void aRuleIsReadWithRangesAndDefaults() {
    assertThat(ListEntries.rule("A.example,b.example least=2 characters=a-c-. except=Abuse"))
        .isEqualTo(
            new LocalPartRule(
                Set.of("a.example", "b.example"),
                2,
                64,
                Set.of('a', 'b', 'c', '-', '.'),
                Set.of(),
                Set.of("abuse")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "a.example least=6",
        "a.example least=x characters=a",
        "a.example least=0 characters=a",
        "a.example most=65 characters=a",
        "a.example characters=a characters=b",
        "a.example characters=a colour=red",
        "nodomain characters=a",
        "a.example characters",
      })
  void aWrongRuleIsRefused(String line) {
    assertThatThrownBy(() -> ListEntries.rule(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "com, com",
    "*.ck, *.ck",
    "!www.ck, !www.ck",
    "公司.cn, xn--55qx5d.cn",
    "*.公司.cn, *.xn--55qx5d.cn"
  })
  void aRuleOfThePublicSuffixListIsRead(String line, String rule) {
    assertThat(ListEntries.suffix(line)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({"No-Reply, no-reply", "*-noreply, *-noreply", "noreply.*, noreply.*"})
  void aPatternIsRead(String line, String pattern) {
    assertThat(ListEntries.localPartPattern(line)).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*noreply", "noreply*", "*", "a*b", "*-", "a b", "a@b", "*-no*"})
  void aWrongPatternIsRefused(String line) {
    assertThatThrownBy(() -> ListEntries.localPartPattern(line))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmail.com", "gmail.com best", "gmail top", "gmail.com top 1"})
  void aWrongCommonDomainIsRefused(String line) {
    assertThatThrownBy(() -> ListEntries.common(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmial.com", "gmial.com gmail", "a.com b.com c.com"})
  void aWrongTypoIsRefused(String line) {
    assertThatThrownBy(() -> ListEntries.typo(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
