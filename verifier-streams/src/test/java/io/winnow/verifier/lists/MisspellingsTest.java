package io.winnow.verifier.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.screen.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MisspellingsTest {

  @Test
  void misspeltDomainsAreCorrectedAsSurelyAsTheyDeserve() {
    List<String> table = lines("/lists/misspelt.txt");
    List<String> wrong =
        table.stream()
            .filter(
                line -> {
                  List<String> words = List.of(line.split(" ", -1));
                  return !expected(words.get(1), words.get(2)).equals(told(words.getFirst()));
                })
            .map(line -> line + ", was " + told(List.of(line.split(" ", -1)).getFirst()))
            .toList();

    assertThat(table).hasSizeGreaterThan(150);
    assertThat(wrong).isEmpty();
  }

  private static String expected(String meant, String sure) {
    return "none".equals(sure) ? "none" : meant + " " + sure;
  }

  @Test
  void realDomainsNearThemAreNotCorrected() {
    List<String> right = lines("/lists/right.txt");

    assertThat(right).hasSizeGreaterThan(180);
    assertThat(right).allSatisfy(domain -> assertThat(told(domain)).isEqualTo("none"));
  }

  @Test
  void whatIsFreeOrCommonIsNeverCorrected() {
    assertThat(entries("free-domains.txt"))
        .hasSizeGreaterThan(5_000)
        .allSatisfy(domain -> assertThat(told(domain)).isEqualTo("none"));
    assertThat(entries("common-domains.txt"))
        .hasSizeGreaterThan(400)
        .allSatisfy(
            line -> assertThat(told(List.of(line.split(" ", -1)).getFirst())).isEqualTo("none"));
  }

  @Test
  void whatIsSuggestedIsNeverCorrectedItself() {
    for (String line : lines("/lists/misspelt.txt")) {
      assertThat(told(List.of(line.split(" ", -1)).get(1))).isEqualTo("none");
    }
  }

  @Test
  void theSuggestionKeepsTheLocalPart() {
    assertThat(suggestion("Ada.L+x@GMIAL.com"))
        .isEqualTo(new Suggestion("Ada.L+x@gmail.com", true));
  }

  private static @Nullable Suggestion suggestion(String address) {
    return BuiltIn.SCREEN.of(address) instanceof Screened.Mailbox mailbox
        ? mailbox.suggestion()
        : null;
  }

  private static String told(String domain) {
    Suggestion suggestion = suggestion("someone@" + domain);
    return suggestion == null
        ? "none"
        : suggestion.address().replace("someone@", "")
            + (suggestion.strong() ? " strong" : " weak");
  }

  private static List<String> entries(String list) {
    return lines("/io/winnow/verifier/lists/" + list);
  }

  private static List<String> lines(String resource) {
    try (InputStream in =
        Objects.requireNonNull(MisspellingsTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
