package io.winnow.verifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "first.last+tag",
        "!#$%&'*+-/=?^_`{|}~",
        "\"a b\"",
        "\"\"",
        "\"a\\\"b\\\\c\"",
        "\"<a@b>\"",
        "jürgen",
        "用户",
        "\"ü ü\"",
        "\uD83D\uDE00"
      })
  void whatTheGrammarAllowsIsTaken(String localPart) {
    assertThat(new Mailbox(localPart, "acme.example")).hasToString(localPart + "@acme.example");
  }

  static Stream<String> brokenLocalParts() {
    return Stream.of(
        "",
        " ",
        "a b",
        "a\rb",
        "a\nb",
        "a\r\nDATA",
        "a>\r\nRCPT TO:<b",
        "a\u0000b",
        "a\tb",
        "a\u007Fb",
        "a\u0085b",
        "a\u2028b",
        "a\u00A0b",
        "a\uFFFE\uD800",
        "\uDC00\uD800",
        ".a",
        "a.",
        "a..b",
        "a>b",
        "a<b",
        "a@b",
        "a,b",
        "a;b",
        "a:b",
        "a(b)",
        "a\\b",
        "\"a",
        "a\"",
        "\"a\"b",
        "\"a\"b\"",
        "\"a\\\"",
        "\"a\rb\"",
        "\"a\nb\"",
        "\"a\\\nb\"",
        "\"a\u0000b\"",
        "a".repeat(65),
        "ü".repeat(33),
        "a".repeat(10_240));
  }

  @ParameterizedTest
  @MethodSource("brokenLocalParts")
  void whatCouldNotStandInACommandCannotBeMade(String localPart) {
    assertThatThrownBy(() -> new Mailbox(localPart, "acme.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<String> brokenDomains() {
    return Stream.of(
        "",
        "example",
        "acme.example.",
        ".acme.example",
        "acme..example",
        "-acme.example",
        "acme-.example",
        "acme example.example",
        "acme.example\r\nDATA",
        "acme.example\n",
        "acme.example\u0000",
        "acme.example> SMTPUTF8",
        "[192.0.2.1]",
        "bücher.example",
        "a".repeat(64) + ".example",
        ("a".repeat(63) + ".").repeat(4) + "example",
        "a.".repeat(5_120) + "example");
  }

  @ParameterizedTest
  @MethodSource("brokenDomains")
  void aDomainIsAHostName(String domain) {
    assertThatThrownBy(() -> new Mailbox("a", domain)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPathHas256Octets() {
    String domain = ("a".repeat(60) + ".").repeat(3) + "example";
    assertThat(new Mailbox("b".repeat(63), domain).toString()).hasSize(254);
    assertThatThrownBy(() -> new Mailbox("b".repeat(64), domain))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"a, false", "ü, true", "用户, true", "!#, false"})
  void onlyLocalPartsBeyondAsciiNeedSmtpUtf8(String localPart, boolean needs) {
    assertThat(new Mailbox(localPart, "xn--bcher-kva.example").needsSmtpUtf8()).isEqualTo(needs);
  }

  @Test
  void noCommandHoldsAnotherOne() {
    assertThatThrownBy(() -> new Command("RSET\r\nDATA"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Command("x".repeat(511)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
