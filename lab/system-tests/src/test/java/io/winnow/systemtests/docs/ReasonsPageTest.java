package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import io.winnow.verifier.screen.SyntaxFault;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReasonsPageTest {
  private static final String PAGE = "docs/reasons.md";

  @Test
  void everyReasonIsInTheTableAsTheCodeHasIt() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | Status | Reason | Meaning |
            |---|---|---|
            """);
    for (Reason reason : Reason.values()) {
      table.append(
          "| `%s` | `%s` | %s |\n"
              .formatted(reason.status().wireName(), reason.wireName(), reason.meaning()));
    }

    Page.read(PAGE).assertHolds(table.toString());
  }

  @Test
  void everyStatusIsExplained() throws IOException {
    assertFirstCells("## Statuses", Arrays.stream(Status.values()).map(Status::wireName).toList());
  }

  @Test
  void everyRuleOfSyntaxIsExplained() throws IOException {
    assertFirstCells(
        "## Details of `invalid_syntax`",
        Arrays.stream(SyntaxFault.values()).map(SyntaxFault::wireName).toList());
  }

  private static void assertFirstCells(String section, List<String> names) throws IOException {
    List<String> cells =
        Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE)
            .matcher(Page.read(PAGE).section(section))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(cells)
        .as("%s, '%s': one row for each of these, and no other", PAGE, section)
        .isEqualTo(names);
  }
}
