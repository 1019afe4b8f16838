package io.winnow.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListNameTest {
  @ParameterizedTest
  @CsvSource({
    "list.csv,list.csv",
    "/etc/passwd,passwd",
    "C:\\Users\\ann\\May list.csv,May list.csv",
    "../../x.csv,x.csv",
    "Köln 😀.csv,Köln 😀.csv",
  })
  void pathsAreCutOff(String given, String name) {
    assertThat(ListName.of(given)).isEqualTo(name);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "..", ".", "/", "a/", "\u0000\n"})
  void whatIsNoNameIsReplaced(String given) {
    assertThat(ListName.of(given)).isEqualTo("list");
  }

  @Test
  void controlAndDirectionCharactersAreLeftOut() {
    assertThat(ListName.of("a\r\nb\u202Ec\u0007.csv")).isEqualTo("abc.csv");
  }

  @Test
  void longNamesAreCut() {
    assertThat(ListName.of("😀".repeat(300)).codePoints()).hasSize(200);
  }
}
