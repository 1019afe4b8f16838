package io.winnow.kit.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = NOON;
  private final Keys keys = new Keys(new SecureRandom(), Digest.SHA_256, () -> now);
  private final Keys.NewKey key = keys.make(null, NOON);
  private final AccountsView accounts = new AccountsView(keys);

  SessionKeysTest() {
    accounts.put(AccountSamples.account("anna", key.stored()));
  }

  private boolean opens(String userKey, @Nullable String sessionKey) {
    String presented = SessionKeys.presented(userKey, Objects.requireNonNull(sessionKey));
    return presented != null && accounts.opened(presented).isPresent();
  }

  @Test
  void bothKeysAre32HexadecimalDigitsAndTellNothingOfTheSecret() {
    String session = accounts.sessionKey(key.text()).orElseThrow();

    assertThat(SessionKeys.userKey(key.text())).matches("[0-9a-f]{32}");
    assertThat(session).matches("[0-9a-f]{32}");
    assertThat(opens(SessionKeys.userKey(key.text()), session)).isTrue();
  }

  @Test
  void theKeyItselfMayStandForTheUserKey() {
    String session = accounts.sessionKey(key.text()).orElseThrow();

    assertThat(opens(key.text(), session)).isTrue();
    assertThat(opens(keys.make(null, NOON).text(), session)).isFalse();
  }

  @Test
  void everyLoginOfAnHourGetsTheSameAndAnyProcessKnowsIt() {
    now = NOON.plusSeconds(5);
    String first = accounts.sessionKey(key.text()).orElseThrow();
    now = NOON.plusSeconds(3_599);
    AccountsView elsewhere =
        new AccountsView(new Keys(new SecureRandom(), Digest.SHA_256, () -> now));
    elsewhere.put(AccountSamples.account("anna", key.stored()));

    assertThat(elsewhere.sessionKey(key.text())).contains(first);
    assertThat(elsewhere.opened(presented(first))).isPresent();
    now = NOON.plus(Duration.ofHours(1));
    assertThat(accounts.sessionKey(key.text()).orElseThrow()).isNotEqualTo(first);
  }

  private String presented(String session) {
    return Objects.requireNonNull(SessionKeys.presented(SessionKeys.userKey(key.text()), session));
  }

  @Test
  void aSessionLastsAnHourAndAtMostTwo() {
    now = NOON.plusSeconds(3_599);
    String session = accounts.sessionKey(key.text()).orElseThrow();

    now = now.plus(Duration.ofHours(1));
    assertThat(opens(SessionKeys.userKey(key.text()), session)).isTrue();
    now = NOON.plus(Duration.ofHours(2));
    assertThat(opens(SessionKeys.userKey(key.text()), session)).isFalse();
    now = NOON.minus(Duration.ofHours(1));
    assertThat(opens(SessionKeys.userKey(key.text()), session)).as("not begun").isFalse();
  }

  @Test
  void aSessionThatIsOverIsKnownFromAGuess() {
    String session = accounts.sessionKey(key.text()).orElseThrow();
    String wrong = (session.charAt(0) == '0' ? "1" : "0") + session.substring(1);

    assertThat(accounts.isOver(presented(session))).isFalse();
    now = NOON.plus(Duration.ofHours(2));
    assertThat(accounts.isOver(presented(session))).isTrue();
    assertThat(accounts.isOver(presented(wrong))).isFalse();
    assertThat(accounts.isOver(key.text())).isFalse();
    accounts.put(AccountSamples.account("anna"));
    assertThat(accounts.isOver(presented(session))).as("of a revoked key").isFalse();
  }

  @Test
  void whenAKeyIsRevokedItsSessionsAreOver() {
    String session = accounts.sessionKey(key.text()).orElseThrow();

    accounts.put(AccountSamples.account("anna"));

    assertThat(opens(SessionKeys.userKey(key.text()), session)).isFalse();
    assertThat(accounts.sessionKey(key.text())).isEmpty();
  }

  @Test
  void nothingButTheTwoKeysOpens() {
    String userKey = SessionKeys.userKey(key.text());
    String session = accounts.sessionKey(key.text()).orElseThrow();

    Set<String> tried = new HashSet<>();
    for (int i = 0; i < SessionKeys.LENGTH; i++) {
      String other = session.charAt(i) == '0' ? "1" : "0";
      tried.add(session.substring(0, i) + other + session.substring(i + 1));
    }
    assertThat(tried).hasSize(SessionKeys.LENGTH).noneMatch(wrong -> opens(userKey, wrong));
    for (int i = 0; i < SessionKeys.LENGTH; i++) {
      String other = userKey.charAt(i) == '0' ? "1" : "0";
      assertThat(opens(userKey.substring(0, i) + other + userKey.substring(i + 1), session))
          .isFalse();
    }
    assertThat(opens("f".repeat(32), session)).isFalse();
    assertThat(opens("", session)).isFalse();
    assertThat(SessionKeys.presented(userKey, "no session")).isNull();
  }

  @Test
  void whatIsAsLongAsTheTwoKeysButNoneOfThemIsAWrongKey() {
    String presented = presented(accounts.sessionKey(key.text()).orElseThrow());
    int first = key.stored().id().length();

    assertThat(presented).hasSize(75);
    for (int i = 0; i < presented.length(); i++) {
      for (String other : List.of("z", "Z", "-", "é", "\n")) {
        String wrong = presented.substring(0, i) + other + presented.substring(i + 1);
        if (!wrong.equals(presented)) {
          assertThat(accounts.opened(wrong)).as(wrong).isEmpty();
        }
      }
    }
    assertThat(accounts.opened(presented.substring(0, first) + "z".repeat(64))).isEmpty();
    assertThat(accounts.opened("z".repeat(75))).isEmpty();
    assertThat(accounts.opened(presented)).isPresent();
  }

  @Test
  void aLoginNeedsTheWholeKey() {
    assertThat(accounts.sessionKey(keys.make(null, NOON).text())).isEmpty();
    assertThat(accounts.sessionKey(key.stored().id() + "a".repeat(21))).isEmpty();
    assertThatThrownBy(() -> SessionKeys.userKey("at_short"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysOfAllKindsSurviveTheWay() {
    for (int i = 0; i < 200; i++) {
      Keys.NewKey made = keys.make(null, NOON);
      AccountsView view = new AccountsView(keys);
      view.put(AccountSamples.account("bea", made.stored()));

      String session = view.sessionKey(made.text()).orElseThrow();
      String presented = SessionKeys.presented(SessionKeys.userKey(made.text()), session);

      assertThat(view.opened(Objects.requireNonNull(presented))).as(made.text()).isPresent();
    }
  }
}
