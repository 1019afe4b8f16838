package io.winnow.gateway.dialect.pardot;

import static io.winnow.kit.accounts.AccountSamples.account;
import static io.winnow.kit.accounts.AccountSamples.sessionKey;

import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Reason;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.SessionKeys;
import io.winnow.kit.directory.LocalDirectory;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A server of the dialect with a directory in memory, where it is always the same moment. */
final class ServedPardot implements AutoCloseable {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final Keys keys = new Keys();
  private final Keys.NewKey key = keys.make(null, NOON.instant());
  private final Keys.NewKey revoked = keys.make(null, NOON.instant());
  private final Keys.NewKey limited = keys.make(null, NOON.instant());
  private final AccountsView accounts = new AccountsView(keys);
  private final LocalDirectory directory =
      new LocalDirectory(text -> text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), NOON);
  private final Map<String, String> variables;
  private final HttpService server;

  ServedPardot() {
    accounts.put(account("acme", key.stored(), revoked.stored()));
    AccountLimits one = new AccountLimits(null, null, null, 1);
    accounts.put(account("slow", one, limited.stored()));
    this.variables =
        Map.of(
            "key", key.text(),
            "user_key", SessionKeys.userKey(key.text()),
            "api_key", sessionOf(key),
            "revoked_user_key", SessionKeys.userKey(revoked.text()),
            "revoked_api_key", sessionOf(revoked),
            "over_api_key", sessionKey(key, Duration.ofHours(3)),
            "limited_user_key", SessionKeys.userKey(limited.text()),
            "limited_api_key", sessionOf(limited));
    accounts.put(account("acme", key.stored()));
    this.server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 10_000, 10_000), accounts, () -> true),
                new PardotRoutes(
                    new PardotSettings(5_000), directory.desk(), accounts::sessionKey, NOON)));
  }

  private String sessionOf(Keys.NewKey made) {
    return accounts.sessionKey(made.text()).orElseThrow();
  }

  int port() {
    return server.port();
  }

  /** What clients know. */
  Map<String, String> variables() {
    return variables;
  }

  /** Gives all waiting addresses the same verdict. */
  void verify(Reason verdict) {
    directory.verify(email -> verdict);
  }

  @Override
  public void close() {
    server.close();
  }
}
