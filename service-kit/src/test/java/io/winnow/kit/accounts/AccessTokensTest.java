package io.winnow.kit.accounts;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Keys keys = new Keys();
  private final Keys.NewKey key = keys.make(null, NOON);
  private final AccountsView view = new AccountsView(keys);

  AccessTokensTest() {
    view.put(account("acme", key.stored()));
  }

  private static AccessTokens at(Instant now, AccountsView accounts) {
    return new AccessTokens(accounts, Clock.fixed(now, ZoneOffset.UTC), Duration.ofHours(1));
  }

  @Test
  void aTokenOpensItsKeysAccountInAnyProcessUntilItEnds() {
    AccessTokens.Issued issued = at(NOON, view).issue(key.text()).orElseThrow();
    AccountsView elsewhere = new AccountsView(new Keys());
    elsewhere.put(account("acme", key.stored()));

    assertThat(issued.expiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(AccessTokens.isToken(issued.text())).isTrue();
    assertThat(at(NOON.plusSeconds(3599), elsewhere).opened(issued.text()))
        .map(Account::name)
        .contains("acme");
    assertThat(at(NOON.plusSeconds(3600), elsewhere).opened(issued.text())).isEmpty();
  }

  @Test
  void aTokenThatHasEndedIsKnownFromAGuess() {
    String token = at(NOON, view).issue(key.text()).orElseThrow().text();
    AccessTokens later = at(NOON.plusSeconds(3600), view);

    assertThat(at(NOON, view).isOver(token)).isFalse();
    assertThat(later.isOver(token)).isTrue();
    char other = token.charAt(30) == 'A' ? 'B' : 'A';
    assertThat(later.isOver(token.substring(0, 30) + other + token.substring(31))).isFalse();
    assertThat(later.isOver("wt_guess")).isFalse();
    view.put(account("acme", keys.make(null, NOON).stored()));
    assertThat(later.isOver(token)).as("of a revoked key").isFalse();
  }

  @Test
  void aTokenIsVoidWhenItsKeyIsRevoked() {
    AccessTokens tokens = at(NOON, view);
    String token = tokens.issue(key.text()).orElseThrow().text();

    view.put(account("acme", keys.make(null, NOON).stored()));

    assertThat(tokens.opened(token)).isEmpty();
  }

  @Test
  void aWrongKeyGetsNoToken() {
    AccessTokens tokens = at(NOON, view);
    String almost = key.text().substring(0, Keys.LENGTH - 1) + "-";

    assertThat(tokens.issue(almost)).isEmpty();
    assertThat(tokens.issue("")).isEmpty();
    assertThat(tokens.issue(tokens.issue(key.text()).orElseThrow().text())).isEmpty();
  }

  @Test
  void aTokenThatWasTouchedAnywhereOpensNothing() {
    AccessTokens tokens = at(NOON, view);
    String token = tokens.issue(key.text()).orElseThrow().text();

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String touched = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.opened(touched)).as("at %d", i).isEmpty();
    }
    for (String text : new String[] {"", "wt_", "wt_=", "wt_\n", key.text(), token + "A"}) {
      assertThat(tokens.opened(text)).as(text).isEmpty();
    }
  }

  /** Who reads the topic of accounts knows what is stored, and still makes no token. */
  @Test
  void aTokenHoldsTheSecretThatIsNowhereStored() {
    Keys.NewKey real = keys.make(null, NOON);
    Keys.NewKey guess = keys.make(null, NOON);
    AccountKey stored =
        new AccountKey(
            guess.stored().id(), guess.stored().salt(), real.stored().hash(), null, NOON);
    AccountsView forger = new AccountsView(new Keys(new SecureRandom(), _ -> hash(stored)));
    forger.put(account("acme", stored));
    AccountsView server = new AccountsView(keys);
    server.put(account("acme", stored));

    String forged = at(NOON, forger).issue(guess.text()).orElseThrow().text();

    assertThat(at(NOON, server).opened(forged)).isEmpty();
  }

  private static byte[] hash(AccountKey stored) {
    return Base64.getDecoder().decode(stored.hash());
  }

  @Test
  void aTokenOfOneKeyIsNoneOfAnother() {
    Keys.NewKey second = keys.make(null, NOON);
    view.put(account("acme", key.stored(), second.stored()));
    AccessTokens tokens = at(NOON, view);

    assertThat(tokens.issue(key.text())).isNotEqualTo(tokens.issue(second.text()));
    String token = tokens.issue(key.text()).orElseThrow().text();
    view.put(account("acme", second.stored()));

    assertThat(tokens.opened(token)).isEmpty();
  }
}
