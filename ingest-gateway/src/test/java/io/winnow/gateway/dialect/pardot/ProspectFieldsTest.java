package io.winnow.gateway.dialect.pardot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProspectFieldsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_key",
        "assigned",
        "assigned_to_user",
        "campaign",
        "created_after",
        "deleted",
        "do",
        "fields",
        "format",
        "grade_less_than",
        "id",
        "id_greater_than",
        "last_activity_never",
        "limit",
        "list_id",
        "new",
        "offset",
        "output",
        "prospects",
        "score_equal_to",
        "sort_by",
        "sort_order",
        "updated_before",
        "user_key",
        "version"
      })
  void whatIsNamedLikeAParameterIsNoField(String name) {
    assertThat(ProspectFields.of(Map.of(name, "1", "company", "C")).fields())
        .containsExactly(Map.entry("company", "C"));
  }

  @Test
  void customFieldsAreKeptWhateverElseTheyAreCalled() {
    Map<String, String> custom = Map.of("list_7", "1", "limits", "2", "score_card", "3");

    assertThat(ProspectFields.of(custom).fields()).isEqualTo(custom);
  }
}
