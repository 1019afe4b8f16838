package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.gateway.list.ListFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {
  private static final String PAGE = "docs/errors.md";

  /** As in {@code Problem.of(400, "no_file", …}. */
  private static final Pattern PROBLEM_IN_CODE =
      Pattern.compile("Problem\\.of\\(\\s*(\\d{3}),\\s*\"([a-z_]+)\"\\s*,");

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\| \\S", Pattern.MULTILINE);

  @Test
  void everyFaultOfAListIsInTheTableWithItsStatus() throws IOException {
    List<String> expected =
        Arrays.stream(ListFault.values())
            .map(fault -> "| `%s` | %d |".formatted(fault.code(), fault.status()))
            .toList();

    assertThat(rows("## A list is refused"))
        .as("%s, 'A list is refused': the rows have to begin like this, in this order", PAGE)
        .isEqualTo(expected);
  }

  @Test
  void everyOtherProblemOfTheCodeIsInTheTable() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path source : Page.sources()) {
      PROBLEM_IN_CODE
          .matcher(Files.readString(source))
          .results()
          .map(found -> "| `%s` | %s |".formatted(found.group(2), found.group(1)))
          .forEach(missing::add);
    }
    assertThat(missing).as("problems in the sources").hasSizeGreaterThan(5);
    missing.removeAll(rows("## A request is refused"));

    assertThat(missing)
        .as("%s, 'A request is refused', lacks rows that begin like these", PAGE)
        .isEmpty();
  }

  private static List<String> rows(String section) throws IOException {
    return ROW.matcher(Page.read(PAGE).section(section))
        .results()
        .map(row -> "| `%s` | %s |".formatted(row.group(1), row.group(2)))
        .toList();
  }
}
