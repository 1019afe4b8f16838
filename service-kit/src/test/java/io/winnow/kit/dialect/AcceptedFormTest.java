package io.winnow.kit.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedFormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "text/html, application/json",
        "application/xml;q=0.5, application/json",
        "application/json, */*;q=0.1",
        "application/vnd.x+json",
      })
  void jsonIsWanted(String accept) {
    assertThat(AcceptedForm.isJson(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/xml",
        "application/json;q=0.5, application/xml",
        "application/json, application/xml",
        "application/json;q=0",
        "application/json;q=x",
        "jsonish/json",
        ",;,=;q=",
      })
  void otherwiseItIsXml(String accept) {
    assertThat(AcceptedForm.isJson(accept)).isFalse();
  }

  @Test
  void nothingSaidIsXml() {
    assertThat(AcceptedForm.isJson(null)).isFalse();
  }
}
