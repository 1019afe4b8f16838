package io.winnow.verifier.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
  private static final Screen SCREEN = new Screen(Lists::empty);

  private static Screened.Mailbox mailbox(String address) {
    return (Screened.Mailbox) SCREEN.of(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a@gmx.de ",
        "a@gmx.de\t",
        "a@gmx.de\u00A0",
        "\u2007a@gmx.de\u202F",
        "\uFEFFa@gmx.de",
        "a@gmx.de\u200B",
        "\u3000a@gmx.de\r\n"
      })
  void whatSurroundsAnAddressUnseenDoesNotCount(String cell) {
    assertThat(SCREEN.of(cell)).isEqualTo(new Screened.Mailbox("a", "gmx.de"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0", "\uFEFF", "\t\u200B "})
  void aCellOfNothingButThatIsEmpty(String cell) {
    assertThat(SCREEN.of(cell)).isEqualTo(new Screened.Empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab--cd.de", "ab--cd.xn--p1ai", "1.xn--mgbaam7a8h"})
  void aNameInPlainAsciiIsLeftToTheDns(String domain) {
    assertThat(mailbox("a@" + domain).domain()).isEqualTo(domain);
  }

  @ParameterizedTest
  @CsvSource({
    "ab--cd.müller.de, ab--cd.xn--mller-kva.de",
    "müller.ab--cd.de, xn--mller-kva.ab--cd.de",
    "R1--1.BÜCHER。example。com, r1--1.xn--bcher-kva.example.com",
    "xn--0.müller.de, xn--0.xn--mller-kva.de",
    "xn--mller-kva.müller.de, xn--mller-kva.xn--mller-kva.de",
  })
  void aLabelInPlainAsciiIsLeftToTheDnsAlsoBesideOneInUnicode(String domain, String converted) {
    assertThat(mailbox("a@" + domain).domain()).isEqualTo(converted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab--ü.de",
        "a.b--ü-.de",
        "-ü.de",
        "ab--cd.\u0301a.de",
        "ab--cd.ü\u200Db.de",
        "1ab.\u05D0\u05D1.com",
        "ab--cd.\u05D0a.com",
        "a_b.ü.de",
      })
  void aLabelInUnicodeHasToKeepTheRulesByItself(String domain) {
    assertThat(SCREEN.of("a@" + domain))
        .isInstanceOfSatisfying(
            Screened.Invalid.class,
            invalid -> assertThat(invalid.fault()).isEqualTo(SyntaxFault.BAD_LABEL));
  }

  @Test
  void bothFormsOfADomainAreTold() {
    assertThat(mailbox("a@MÜLLER.xn--p1ai").domainUnicode()).isEqualTo("müller.рф");
    assertThat(mailbox("a@xn--0.müller.de").domainUnicode()).isEqualTo("xn--0.müller.de");
    assertThat(mailbox("a@gmx.de").domainUnicode()).isEqualTo("gmx.de");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "ada+list@a.de, list",
        "ada+a+b@a.de, a+b",
        "ada@a.de, none",
        "+ada@a.de, none",
        "ada+@a.de, none",
        "'\"ada+x y\"@a.de', x y",
        "'\"+\"@a.de', none",
      })
  void aTagStandsBehindTheFirstPlus(String address, String tag) {
    assertThat(mailbox(address).tag()).isEqualTo(tag);
    assertThat(mailbox(address).flags().has(Flag.TAGGED)).isEqualTo(tag != null);
  }

  @Test
  void whatTheAddressShowsByItselfIsFlaggedWithoutLists() {
    assertThat(mailbox("bürgermeister+x@müller.de").flags().set())
        .containsExactly(Flag.TAGGED, Flag.IDN, Flag.SMTPUTF8);
    assertThat(mailbox("info@gmail.com").flags().set()).isEmpty();
  }

  @Test
  void aDomainInUnicodeIsConverted() {
    assertThat(SCREEN.of("Ada@M\u00DCLLER.de"))
        .isEqualTo(
            new Screened.Mailbox(
                "Ada", "xn--mller-kva.de", mailbox("a@b.de").flags().with(Flag.IDN, true), null));
  }

  @Test
  void topLevelsThatTheDnsNeverDelegatesAreReserved() {
    assertThat(SCREEN.of("a@printer.local")).isEqualTo(new Screened.Reserved("a@printer.local"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00FC", "\uFDFA", "\u200B\u00FC", "a\uFF0E\u00FC"})
  void aDomainInUnicodeOfAnyLengthIsJudged(String piece) {
    assertThat(SCREEN.of("ada@" + piece.repeat(10_000) + ".example"))
        .isInstanceOf(Screened.Invalid.class);
  }
}
