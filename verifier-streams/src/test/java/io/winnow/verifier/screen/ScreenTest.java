package io.winnow.verifier.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {

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
    assertThat(Screen.of(cell)).isEqualTo(new Screened.Mailbox("a", "gmx.de"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0", "\uFEFF", "\t\u200B "})
  void aCellOfNothingButThatIsEmpty(String cell) {
    assertThat(Screen.of(cell)).isEqualTo(new Screened.Empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab--cd.de", "ab--cd.xn--p1ai", "1.xn--mgbaam7a8h"})
  void aNameInPlainAsciiIsLeftToTheDns(String domain) {
    assertThat(Screen.of("a@" + domain)).isEqualTo(new Screened.Mailbox("a", domain));
  }

  @Test
  void aDomainInUnicodeIsConverted() {
    assertThat(Screen.of("Ada@M\u00DCLLER.de"))
        .isEqualTo(new Screened.Mailbox("Ada", "xn--mller-kva.de"));
  }

  @Test
  void topLevelsThatTheDnsNeverDelegatesAreReserved() {
    assertThat(Screen.of("a@printer.local")).isEqualTo(new Screened.Reserved("a@printer.local"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00FC", "\uFDFA", "\u200B\u00FC", "a\uFF0E\u00FC"})
  void aDomainInUnicodeOfAnyLengthIsJudged(String piece) {
    assertThat(Screen.of("ada@" + piece.repeat(10_000) + ".example"))
        .isInstanceOf(Screened.Invalid.class);
  }
}
