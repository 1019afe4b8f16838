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
            "Name", " E-Mail ", "Name", "status", "reason", "detail", "normalized", "mail_host");
  }

  @Test
  void aNameThatTheUserHasTakenInAnyCaseGetsAPrefix() {
    assertThat(names("email", "STATUS", "Mail_Host "))
        .endsWith("verified_status", "reason", "detail", "normalized", "verified_mail_host");
  }

  @Test
  void aPrefixedNameThatIsTakenGetsAnotherPrefix() {
    assertThat(names("email", "status", "Verified_Status", "verified_verified_reason", "reason"))
        .endsWith(
            "verified_verified_status", "verified_reason", "detail", "normalized", "mail_host");
  }

  private static List<String> names(String... columns) {
    return ResultColumns.names(new ListLayout(List.of(columns), 0, ",", true));
  }
}
