package io.winnow.verifier.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SyntaxCasesTest {
  private static final Screen SCREEN = new Screen(Lists::empty);

  @Test
  void everyLabelledCaseOfTheProfileIsJudgedAsLabelled() {
    List<NamedCsvRecord> cases = cases();
    List<String> wrong =
        cases.stream()
            .filter(labelled -> !"either".equals(labelled.getField("expect")))
            .filter(labelled -> !judged(address(labelled)).equals(labelled.getField("expect")))
            .map(
                labelled ->
                    "%s %s expected %s, was %s: %s"
                        .formatted(
                            labelled.getField("id"),
                            labelled.getField("address_json"),
                            labelled.getField("expect"),
                            SCREEN.of(address(labelled)),
                            labelled.getField("note")))
            .toList();

    assertThat(cases).hasSizeGreaterThan(900);
    assertThat(wrong).isEmpty();
  }

  private static String judged(String address) {
    return switch (SCREEN.of(address)) {
      case Screened.Empty _, Screened.Invalid _ -> "invalid";
      case Screened.Literal _, Screened.Reserved _, Screened.ProviderRule _, Screened.Mailbox _ ->
          "valid";
    };
  }

  private static String address(NamedCsvRecord labelled) {
    try {
      return Json.MAPPER.readValue(labelled.getField("address_json"), String.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(labelled.toString(), e);
    }
  }

  private static List<NamedCsvRecord> cases() {
    try (Reader file =
            new InputStreamReader(
                Objects.requireNonNull(
                    SyntaxCasesTest.class.getResourceAsStream("/syntax-cases.csv")),
                StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
