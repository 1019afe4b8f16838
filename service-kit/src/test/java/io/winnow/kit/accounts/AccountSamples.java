package io.winnow.kit.accounts;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Accounts for tests. */
public final class AccountSamples {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private AccountSamples() {}

  /** One with a hundred credits. */
  public static Account account(String name, AccountLimits limits, AccountKey... keys) {
    return new Account(Account.VERSION, name, false, List.of(keys), limits, 100, 0, 1, NOON, NOON);
  }

  /** One without limits of its own. */
  public static Account account(String name, AccountKey... keys) {
    return account(name, AccountLimits.NONE, keys);
  }

  /** The session key that a login with a key got some time ago. */
  public static String sessionKey(Keys.NewKey key, Duration ago) {
    InstantSource then = InstantSource.offset(InstantSource.system(), ago.negated());
    AccountsView accounts = new AccountsView(new Keys(new SecureRandom(), Digest.SHA_256, then));
    accounts.put(account("anybody", key.stored()));
    return accounts.sessionKey(key.text()).orElseThrow();
  }
}
