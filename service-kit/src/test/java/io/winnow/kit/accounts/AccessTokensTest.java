package io.winnow.kit.accounts;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Keys keys = new Keys();
  private final Keys.NewKey key = keys.make(null, NOON);
  private final AccountsView view = new AccountsView(keys);

  AccessTokensTest() {
    view.put(account("acme", key.stored()));
  }

  private AccessTokens at(Instant now, String secret, AccountsView accounts) {
    return new AccessTokens(
        accounts, secret, Clock.fixed(now, ZoneOffset.UTC), Duration.ofHours(1));
  }

  @Test
  void aTokenOpensItsKeysAccountInAnyProcessUntilItEnds() {
    AccessTokens.Issued issued = at(NOON, "s", view).issue(key.text()).orElseThrow();
    AccountsView elsewhere = new AccountsView(new Keys());
    elsewhere.put(account("acme", key.stored()));

    assertThat(issued.expiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(AccessTokens.isToken(issued.text())).isTrue();
    assertThat(at(NOON.plusSeconds(3599), "s", elsewhere).opened(issued.text()))
        .map(Account::name)
        .contains("acme");
    assertThat(at(NOON.plusSeconds(3600), "s", elsewhere).opened(issued.text())).isEmpty();
  }

  @Test
  void aTokenIsVoidWhenItsKeyIsRevoked() {
    AccessTokens tokens = at(NOON, "s", view);
    String token = tokens.issue(key.text()).orElseThrow().text();

    view.put(account("acme", keys.make(null, NOON).stored()));

    assertThat(tokens.opened(token)).isEmpty();
  }

  @Test
  void aWrongKeyGetsNoToken() {
    AccessTokens tokens = at(NOON, "s", view);
    String almost = key.text().substring(0, Keys.LENGTH - 1) + "-";

    assertThat(tokens.issue(almost)).isEmpty();
    assertThat(tokens.issue("")).isEmpty();
    assertThat(tokens.issue(tokens.issue(key.text()).orElseThrow().text())).isEmpty();
  }

  @Test
  void aTokenThatWasTouchedAnywhereOpensNothing() {
    AccessTokens tokens = at(NOON, "s", view);
    String token = tokens.issue(key.text()).orElseThrow().text();

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String touched = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(tokens.opened(touched)).as("at %d", i).isEmpty();
    }
    for (String text : new String[] {"", "wt_", "wt_=", "wt_\n", key.text(), token + "A"}) {
      assertThat(tokens.opened(text)).as(text).isEmpty();
    }
    assertThat(at(NOON, "another", view).opened(token)).isEmpty();
  }

  @Test
  void aTokenOfOneKeyIsNoneOfAnother() {
    Keys.NewKey second = keys.make(null, NOON);
    view.put(account("acme", key.stored(), second.stored()));
    AccessTokens tokens = at(NOON, "s", view);

    assertThat(tokens.issue(key.text())).isNotEqualTo(tokens.issue(second.text()));
    String token = tokens.issue(key.text()).orElseThrow().text();
    view.put(account("acme", second.stored()));

    assertThat(tokens.opened(token)).isEmpty();
  }
}
