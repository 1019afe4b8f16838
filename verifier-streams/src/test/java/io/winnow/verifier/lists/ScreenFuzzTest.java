package io.winnow.verifier.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.screen.Suggestion;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScreenFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "gmail",
          "yahoo",
          "hotmail",
          "co",
          "com",
          "uk",
          "de",
          "con",
          ".",
          ".",
          ".",
          "@",
          "@",
          "a",
          "-",
          "--",
          "+",
          "_",
          "\"",
          "\\",
          " ",
          "ü",
          "\u3002",
          "xn--",
          "xn--p1ai",
          "no-reply",
          "info",
          "mailinator",
          "1",
          "\u05D0",
          "\u0000",
          "\uD83D",
          "\uD83D\uDE00",
          "[",
          "]",
          "*",
          "test");

  @Test
  void nothingThatIsWrittenMakesTheScreenFailOrSuggestWhatIsUnsound() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int mailboxes = 0;
    for (int i = 0; i < 100_000; i++) {
      String cell = pieces(random) + (i % 2 == 0 ? "@" + pieces(random) + ".com" : "");

      Screened screened = BuiltIn.SCREEN.of(cell);

      if (screened instanceof Screened.Mailbox mailbox) {
        mailboxes++;
        assertThat(BuiltIn.SCREEN.of(mailbox.normalized()))
            .as("seed %d: %s again", seed, cell)
            .isEqualTo(mailbox);
        assertThat(mailbox.domainUnicode()).as("seed %d: %s", seed, cell).isNotEmpty();
        Suggestion suggestion = mailbox.suggestion();
        if (suggestion != null) {
          assertThat(suggestion.address()).isNotEqualTo(mailbox.normalized());
          assertThat(BuiltIn.SCREEN.of(suggestion.address()))
              .as("seed %d: %s", seed, cell)
              .isNotInstanceOf(Screened.Invalid.class);
        }
      }
    }
    assertThat(mailboxes).as("seed %d", seed).isGreaterThan(1_000);
  }

  private static String pieces(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(6); n >= 0; n--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
