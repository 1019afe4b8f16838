package io.winnow.kit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AccountKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Keys keys = new Keys();

  @Test
  void aKeyLooksLikeOneAndBeginsWithItsId() {
    Keys.NewKey key = keys.make("crm", NOON);

    assertThat(key.text()).matches("at_[a-z0-9]{29}").startsWith(key.stored().id());
    assertThat(key.stored().id()).hasSize(11);
    assertThat(key.stored().label()).isEqualTo("crm");
    assertThat(key.stored().createdAt()).isEqualTo(NOON);
  }

  @Test
  void nothingThatIsKeptOrLoggedTellsTheSecret() {
    Keys.NewKey key = keys.make(null, NOON);

    String secret = key.text().substring(11);
    assertThat(key.stored().hash() + key.stored().salt()).doesNotContain(secret);
    assertThat(key.toString() + key.stored()).doesNotContain(secret);
  }

  @Test
  void noTwoKeysAreAlikeAndAllCharactersOccur() {
    Set<String> texts = new HashSet<>();
    Set<String> salts = new HashSet<>();
    Set<Integer> characters = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Keys.NewKey key = keys.make(null, NOON);
      texts.add(key.text());
      salts.add(key.stored().salt());
      key.text().substring(3).chars().forEach(characters::add);
    }

    assertThat(texts).hasSize(1_000);
    assertThat(salts).hasSize(1_000);
    assertThat(characters).hasSize(36);
  }

  @Test
  void aKeyOpensWhatIsStoredOfItAndNothingElse() {
    Keys.NewKey key = keys.make(null, NOON);
    Keys.NewKey other = keys.make(null, NOON);

    assertThat(keys.standing(key.stored(), key.text())).isEqualTo(Keys.Standing.GOOD);
    assertThat(keys.standing(other.stored(), key.text())).isEqualTo(Keys.Standing.WRONG);
    assertThat(keys.standing(key.stored(), key.text() + "a")).isEqualTo(Keys.Standing.WRONG);
    assertThat(keys.standing(key.stored(), key.text().substring(0, 31)))
        .isEqualTo(Keys.Standing.WRONG);
    assertThat(keys.standing(key.stored(), "")).isEqualTo(Keys.Standing.WRONG);
    assertThat(keys.standing(null, key.text())).isEqualTo(Keys.Standing.WRONG);
  }

  /** Not even the key that stands in for those that are unknown. */
  @Test
  void nothingOpensWhatIsNotThere() {
    AtomicInteger digests = new AtomicInteger();
    Keys guessed =
        new Keys(
            new SecureRandom(),
            bytes -> {
              digests.incrementAndGet();
              return new byte[32]; // as if every key had the same digest
            });

    assertThat(guessed.standing(null, "at_whatever")).isEqualTo(Keys.Standing.WRONG);
    AccountKey stored = guessed.make(null, NOON).stored();
    assertThat(guessed.standing(stored, "at_whatever")).isEqualTo(Keys.Standing.GOOD);
  }
}
