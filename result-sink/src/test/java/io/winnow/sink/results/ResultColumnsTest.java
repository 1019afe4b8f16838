package io.winnow.sink.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ListLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultColumnsTest {
  @Test
  void theUsersColumnsComeFirstUntouchedThenTheVerdicts() {
    assertThat(names("Name", " E-Mail ", "Name"))
        .containsExactly(
            "Name",
            " E-Mail ",
            "Name",
            "status",
            "reason",
            "detail",
            "did_you_mean",
            "normalized",
            "flags",
            "mail_host",
            "mail_operator",
            "smtp_reply");
  }

  @Test
  void aNameThatTheUserHasTakenInAnyCaseGetsAPrefix() {
    assertThat(names("email", "STATUS", "Smtp_Reply "))
        .contains("verified_status", "reason", "mail_host")
        .endsWith("verified_smtp_reply");
  }

  @Test
  void aPrefixedNameThatIsTakenGetsAnotherPrefix() {
    assertThat(names("email", "status", "Verified_Status", "verified_verified_reason", "reason"))
        .contains("verified_verified_status", "verified_reason", "detail");
  }

  @Test
  void whereDuplicatesAreMarkedThereIsOneMoreColumn() {
    ListLayout layout = new ListLayout(List.of("email"), 0, ",", true);

    assertThat(ResultColumns.names(new ResultForm(layout, true)))
        .startsWith(names("email").toArray(String[]::new))
        .endsWith("duplicate_of")
        .hasSize(names("email").size() + 1);
  }

  private static List<String> names(String... columns) {
    return ResultColumns.names(
        new ResultForm(new ListLayout(List.of(columns), 0, ",", true), false));
  }
}
