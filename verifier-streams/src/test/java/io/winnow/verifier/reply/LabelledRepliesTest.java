package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.contracts.SmtpStage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledRepliesTest {
  private static final Map<String, String> OPERATORS =
      Map.of(
          "google",
          "google",
          "outlook",
          "outlook",
          "exchangeonline",
          "microsoft365",
          "yahoo",
          "yahoo");

  /** Labelled with reasons and not with meanings: whoever labels does not know those. */
  private static final String BY_REASON = "labelled-blind.tsv";

  @Test
  void everyFirmCaseIsReadAsLabelled() {
    List<NamedCsvRecord> firm = cases(labelled -> "high".equals(labelled.getField("confidence")));

    assertThat(firm).hasSizeGreaterThan(160);
    assertThat(faults(firm, true)).isEmpty();
  }

  @Test
  void noOperatorNeedsToBeKnownForThat() {
    List<NamedCsvRecord> firm = cases(labelled -> "high".equals(labelled.getField("confidence")));

    assertThat(faults(firm, false)).isEmpty();
  }

  @Test
  void casesThatMayBeJudgedEitherWayNeverBecomeAFalseNo() {
    List<NamedCsvRecord> all = cases(_ -> true);
    List<NamedCsvRecord> other = cases(labelled -> !"high".equals(labelled.getField("confidence")));

    List<String> falseNo =
        all.stream()
            .filter(labelled -> reading(labelled, true).meaning().undeliverable())
            .filter(labelled -> !allowed(labelled, "expect_status").contains("undeliverable"))
            .map(NamedCsvRecord::toString)
            .toList();

    assertThat(falseNo).isEmpty();
    assertThat(faults(other, true)).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "more-replies.tsv, 250",
    "refusals-of-us.tsv, 400",
    BY_REASON + ", 180",
    "labelled-second.tsv, 60",
    "labelled-third.tsv, 40"
  })
  void repliesInTheMannerOfManyServersAreReadAsMeant(String file, int least) throws IOException {
    List<String> wrong = new ArrayList<>();
    int replies = 0;
    try (BufferedReader lines = new BufferedReader(resource(file))) {
      for (String line : lines.lines().filter(row -> !row.startsWith("#")).toList()) {
        List<String> cells = Arrays.asList(line.split("\t", -1));
        SmtpStage stage = SmtpStage.valueOf(cells.get(1).toUpperCase(Locale.ROOT));
        String reply = cells.get(2).replaceAll("//(?=\\d{3}[- ])", "\n");
        Reading reading = Replies.read(stage, reply, Replies.CONTEXT);
        boolean asMeant =
            switch (cells.get(0)) {
              case "not_undeliverable" -> !reading.meaning().undeliverable();
              case "says_why" ->
                  !reading.meaning().undeliverable() && reading.meaning() != Meaning.BARE_REFUSAL;
              default ->
                  reading.meaning().name().equalsIgnoreCase(cells.get(0))
                      || (BY_REASON.equals(file)
                          && reading.meaning().reason().equals(cells.get(0)));
            };
        if (!asMeant) {
          wrong.add(line + " -> " + reading);
        }
        replies++;
      }
    }

    assertThat(replies).isGreaterThan(least);
    assertThat(wrong).isEmpty();
  }

  private static List<String> faults(List<NamedCsvRecord> cases, boolean operatorKnown) {
    return cases.stream()
        .filter(labelled -> !fits(labelled, reading(labelled, operatorKnown)))
        .map(labelled -> labelled + " -> " + reading(labelled, operatorKnown))
        .toList();
  }

  private static boolean fits(NamedCsvRecord labelled, Reading reading) {
    return allowed(labelled, "expect_status").contains(Replies.status(reading.meaning()))
        && (labelled.getField("expect_reason").isEmpty()
            || allowed(labelled, "expect_reason").contains(reading.meaning().reason()));
  }

  private static List<String> allowed(NamedCsvRecord labelled, String column) {
    return Arrays.asList(labelled.getField(column).split("\\|", -1));
  }

  private static Reading reading(NamedCsvRecord labelled, boolean operatorKnown) {
    @Nullable String operator = operatorKnown ? OPERATORS.get(labelled.getField("provider")) : null;
    return Replies.read(
        SmtpStage.valueOf(labelled.getField("stage").toUpperCase(Locale.ROOT)),
        labelled.getField("reply"),
        new ReplyContext(
            Replies.RECIPIENT, Replies.CONTEXT.ownName(), Replies.CONTEXT.ownAddress(), operator));
  }

  private static List<NamedCsvRecord> cases(Predicate<NamedCsvRecord> wanted) {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(resource("/smtp-replies.csv"))) {
      return reader.stream().filter(wanted).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader resource(String name) {
    return new InputStreamReader(
        Objects.requireNonNull(LabelledRepliesTest.class.getResourceAsStream(name), name),
        StandardCharsets.UTF_8);
  }
}
