package io.winnow.kit.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.Dedupe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxKeysTest {
  private static final MailboxKeys EXACT = MailboxKeys.of(Dedupe.EXACT);
  private static final MailboxKeys CANONICAL = MailboxKeys.of(Dedupe.CANONICAL);

  @ParameterizedTest
  @CsvSource({
    "a@b.example, a@b.example",
    "' a@B.Example\u00A0', a@b.example",
    "A@b.example, A@b.example",
    "a.b+c@gmail.com, a.b+c@gmail.com",
    "'\"a@b\"@X.example', '\"a@b\"@x.example'",
    "nobody, nobody",
    "' Nobody ', Nobody",
    "@X.example, @x.example",
    "a@, a@",
    "a@@X.example, a@@x.example",
    "ä@BÜCHER.Example, ä@bÜcher.example",
  })
  void exactIsTheAddressWithItsDomainInSmallLetters(String cell, String key) {
    assertThat(EXACT.key(cell)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "Ann@Firm.example, ann@firm.example",
    "a.n.n+x@firm.example, a.n.n+x@firm.example",
    "a.n.n@gmail.com, ann@gmail.com",
    "A.N.N+News+More@GoogleMail.com, ann@gmail.com",
    "ann+@gmail.com, ann@gmail.com",
    "+ann@gmail.com, +ann@gmail.com",
    "ann-x@gmail.com, ann-x@gmail.com",
    "a.n.n+x@outlook.com, a.n.n@outlook.com",
    "ann+x@hotmail.com, ann@hotmail.com",
    "a-b+x@icloud.com, a-b@icloud.com",
    "Nobody, Nobody",
  })
  void canonicalIsTheMailboxByTheProvidersRules(String cell, String key) {
    assertThat(CANONICAL.key(cell)).isEqualTo(key);
  }

  /** They would share a verdict with a sound one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..nn@gmail.com",
        ".ann@gmail.com",
        "ann.@gmail.com",
        "an n@gmail.com",
        "ann+(x)@gmail.com",
        "ann+ä@gmail.com",
        "\"ann\"@gmail.com",
        "\"ann+x\"@gmail.com",
        "a@nn@gmail.com",
        "ann+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@gmail.com",
        "ann+x@gmail.com.",
        "@gmail.com",
        "ann@gmail..com",
      })
  void whatIsNotSoundIsNobodysDuplicateButItsOwn(String address) {
    assertThat(CANONICAL.key(address)).isEqualTo(EXACT.key(address)).isNotEqualTo("ann@gmail.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0\u200B\uFEFF"})
  void whereNothingStandsThereIsNoKey(String cell) {
    assertThat(EXACT.key(cell)).isEmpty();
    assertThat(CANONICAL.key(cell)).isEmpty();
  }

  /** Whatever has the same exact key has the same canonical one; a key is its own key. */
  @Test
  void canonicalIsNeverStricterThanExact() {
    List<String> locals =
        List.of("ann", "Ann", "a.nn", "a..nn", "ann+x", "+", "+x", "\"A b\"", "ä", "", "a\"n", ".");
    List<String> domains = List.of("gmail.com", "GoogleMail.com", "outlook.com", "x.example", "");
    for (String local : locals) {
      for (String domain : domains) {
        String address = local + "@" + domain;
        String exact = EXACT.key(address);
        assertThat(CANONICAL.key(exact)).isEqualTo(CANONICAL.key("  " + address + " "));
        assertThat(EXACT.key(exact)).isEqualTo(exact);
        assertThat(CANONICAL.key(CANONICAL.key(address))).isEqualTo(CANONICAL.key(address));
      }
    }
  }

  @Test
  void aJobWithoutDedupeHasNoKeys() {
    assertThatThrownBy(() -> MailboxKeys.of(Dedupe.OFF))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.example tags=+", "x.example tag=", "x.example ignored=", "a,a tag=+"})
  void aRuleThatIsNotUnderstoodIsNamed(String line) {
    assertThatThrownBy(() -> MailboxRules.parse(List.of("# fine", "", line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }
}
