package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Topics;
import io.winnow.contracts.publish.NotPublished;
import io.winnow.verifier.intake.WrongRecords;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaPageTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/winnow/systemtests/kafka/PublishExample.java");

  @Test
  void theExampleInJavaIsCompiledAndRunAsATest() throws IOException {
    String source = Files.readString(EXAMPLE);
    String shown =
        source
                .substring(
                    source.indexOf('\n', source.indexOf("// begin of the example")) + 1,
                    source.indexOf("// end of the example"))
                .stripTrailing()
                .stripIndent()
            + "\n";

    assertThat(Page.codeBlocks(Page.read("docs/kafka.md").section("## In Java")))
        .as("docs/kafka.md, 'In Java', shows %s", EXAMPLE)
        .containsExactly(shown);
  }

  @Test
  void everyCodeOfARefusalIsOnTheErrorsPage() throws IOException {
    String section = Page.read("docs/errors.md").section("## A submission is refused");
    List<String> codes =
        Arrays.stream(JobEvent.Refused.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == String.class)
            .map(KafkaPageTest::value)
            .toList();

    assertThat(codes).hasSizeGreaterThan(3).contains("job_id_taken");
    assertThat(codes).allSatisfy(code -> assertThat(section).contains("| `" + code + "` |"));
    assertThat(section).contains("| `" + WrongRecords.SUBMISSION_UNREADABLE + "` |");
  }

  @Test
  void codesOfFailuresAndHeadersAreOnTheirPages() throws IOException {
    assertThat(Page.read("docs/errors.md").section("## A job fails"))
        .contains("| `" + WrongRecords.ROW_UNREADABLE + "` |")
        .contains("| `" + NotPublished.LIST_CHANGED + "` |")
        .contains("| `" + NotPublished.ROW_TOO_LARGE + "` |");
    assertThat(Page.read("docs/kafka.md").section("## What goes wrong"))
        .contains("`" + Topics.REASON_HEADER + "`")
        .contains("`" + Topics.JOB_HEADER + "`")
        .contains("`" + WrongRecords.ROW_UNREADABLE + "`")
        .contains("`" + WrongRecords.SUBMISSION_UNREADABLE + "`");
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError("a public constant", e);
    }
  }
}
