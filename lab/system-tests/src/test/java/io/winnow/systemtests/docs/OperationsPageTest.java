package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationsPageTest {
  private static final String PAGE = "docs/operations.md";

  /** Names of meters stand in the code as they are: none is put together. */
  private static final Pattern METER_IN_CODE =
      Pattern.compile(
          "(?:builder|gauge|counter)\\(\\s*\"((?:winnow|errands)\\.[a-z.]+)\"", Pattern.DOTALL);

  private static final Pattern METER_ON_PAGE =
      Pattern.compile("`((?:winnow|errands)_[a-z_]+)(?:\\{[a-z,]+})?`");

  private static final Pattern SUFFIX = Pattern.compile("_(total|seconds|bytes_total)$");

  @Test
  void everyMeterOfOursIsInTheTableAndNoOther() throws IOException {
    Set<String> inCode = new TreeSet<>();
    for (Path source : Page.sources()) {
      METER_IN_CODE
          .matcher(Files.readString(source))
          .results()
          .map(meter -> meter.group(1).replace('.', '_'))
          .map(OperationsPageTest::withoutSuffix)
          .forEach(inCode::add);
    }
    Set<String> onPage = new TreeSet<>();
    METER_ON_PAGE
        .matcher(Page.read(PAGE).section("## Metrics"))
        .results()
        .map(meter -> withoutSuffix(meter.group(1)))
        .forEach(onPage::add);

    assertThat(onPage)
        .as("%s: the metrics that the code has, each in backticks, with its suffix", PAGE)
        .isEqualTo(inCode);
  }

  /** Prometheus adds units and kinds to names. */
  private static String withoutSuffix(String name) {
    return SUFFIX.matcher(name).replaceFirst("").replaceFirst("_bytes$", "");
  }
}
