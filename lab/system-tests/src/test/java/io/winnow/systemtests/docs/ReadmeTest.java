package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows of a run is what a run gives. */
class ReadmeTest {
  private static final Pattern VERDICT = Pattern.compile(",([a-z]+),([a-z_]+)(?:,[^,]*){7}$");
  private static final Pattern SUMMARY_LINE =
      Pattern.compile("^( +)([a-z_]+) +([\\d,]+) +[\\d.]+ %$", Pattern.MULTILINE);

  private static String block(String beginning) throws IOException {
    return Page.codeBlocks(Page.read("README.md").text()).stream()
        .filter(block -> block.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("README.md shows no " + beginning));
  }

  @Test
  void theRowsShownAreRowsOfTheExampleWithAVerdict() throws IOException {
    List<String> given = Files.readAllLines(Page.ROOT.resolve("examples/customers.csv"));
    List<String> shown = block("id,").lines().toList();

    assertThat(shown.getFirst())
        .isEqualTo(
            given.getFirst()
                + ",status,reason,detail,did_you_mean,normalized,flags,mail_host,mail_operator,smtp_reply");
    assertThat(shown.subList(1, shown.size()))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              MatchResult verdict = VERDICT.matcher(row).results().findFirst().orElseThrow();
              assertThat(given).contains(row.substring(0, verdict.start()));
              assertThat(Reason.parse(verdict.group(2)).status().wireName())
                  .isEqualTo(verdict.group(1));
            });
  }

  @Test
  void theSummaryShownAddsUp() throws IOException {
    long statuses = 0;
    long reasons = 0;
    for (MatchResult line : SUMMARY_LINE.matcher(block("customers.csv: ")).results().toList()) {
      long count = Long.parseLong(line.group(3).replace(",", ""));
      if (line.group(1).length() == 2) {
        statuses += count;
      } else {
        reasons += count;
        assertThat(Reason.parse(line.group(2))).isNotNull();
      }
    }

    assertThat(statuses).isEqualTo(1_000);
    assertThat(reasons).isEqualTo(1_000);
  }
}
