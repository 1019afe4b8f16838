package io.winnow.sink.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+SUM(A1)",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1)",
        " =1",
        "\t=1",
        "\rx",
        "\n=1",
        "'=1",
        "''=1",
        "\uFF1D1",
        "=1+1@example.com"
      })
  void whatASpreadsheetWouldRunIsMarkedAndTheMarkCanBeTaken(String formula) {
    String neutral = Formulas.neutral(formula);

    assertThat(neutral).isEqualTo("'" + formula);
    assertThat(Formulas.asItWas(neutral)).isEqualTo(formula);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "ann@example.com", "'quoted'", "'", " ", "1-2", "Zoë", "<b>x"})
  void allElseStaysAsItIs(String text) {
    assertThat(Formulas.neutral(text)).isEqualTo(text);
    assertThat(Formulas.asItWas(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "+49301234", "-1,234.50", "1"})
  void aUsersNumbersAreNoFormulas(String number) {
    assertThat(Formulas.neutralButNumbers(number)).isEqualTo(number);
  }
}
