package io.winnow.kit.accounts;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All accounts as they stand now, and whose a key is. Safe for concurrent use. */
public final class AccountsView {
  private final Map<String, Account> accounts = new ConcurrentSkipListMap<>();
  private final Map<String, Owned> byKeyId = new ConcurrentHashMap<>();
  private final Keys keys;

  private record Owned(String account, AccountKey key) {}

  public AccountsView(Keys keys) {
    this.keys = keys;
  }

  /** The account of that name, empty when there is none. */
  public Optional<Account> account(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  /** All accounts, by name. */
  public List<Account> all() {
    return List.copyOf(accounts.values());
  }

  /** The name of the account that has a key with that public part; empty when none has. */
  public Optional<String> ownerOf(String keyId) {
    return Optional.ofNullable(byKeyId.get(keyId)).map(Owned::account);
  }

  /**
   * The account that a key, or a session of one, opens; empty when it opens none. Goes the same way
   * whether the key is unknown, wrong or revoked.
   */
  public Optional<Account> opened(String key) {
    @Nullable Owned owned = byKeyId.get(Keys.idOf(key));
    Keys.Standing standing = keys.standing(owned == null ? null : owned.key, key);
    return standing == Keys.Standing.GOOD && owned != null
        ? account(owned.account)
        : Optional.empty();
  }

  /**
   * Whether that is a session of a key that there is, and it has ended. Who has it has not guessed
   * it.
   */
  public boolean isOver(String session) {
    @Nullable Owned owned = byKeyId.get(Keys.idOf(session));
    return keys.standing(owned == null ? null : owned.key, session) == Keys.Standing.OVER;
  }

  /**
   * The {@linkplain SessionKeys session key} that a login with a key gets now; empty when it opens
   * no account.
   */
  public Optional<String> sessionKey(String key) {
    @Nullable Owned owned = byKeyId.get(Keys.idOf(key));
    return owned == null ? Optional.empty() : Optional.ofNullable(keys.sessionKey(owned.key, key));
  }

  /**
   * Waits for an account to be as somebody wants it.
   *
   * @param most how long
   * @return the account, empty when it was not so in time
   */
  public Optional<Account> await(String name, Predicate<Account> wanted, Duration most)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    synchronized (accounts) {
      while (true) {
        Optional<Account> found = account(name).filter(wanted);
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (found.isPresent() || left <= 0) {
          return found;
        }
        accounts.wait(left);
      }
    }
  }

  /** Takes a record of the table. For its one reader. */
  public void put(Account account) {
    synchronized (accounts) {
      @Nullable Account before = accounts.put(account.name(), account);
      for (AccountKey key : account.keys()) {
        byKeyId.put(key.id(), new Owned(account.name(), key));
      }
      if (before != null) {
        before.keys().stream().filter(key -> !account.keys().contains(key)).forEach(this::revoke);
      }
      accounts.notifyAll();
    }
  }

  private void revoke(AccountKey key) {
    byKeyId.computeIfPresent(key.id(), (_, owned) -> owned.key.equals(key) ? null : owned);
  }

  /** Takes a tombstone of the table. For its one reader. */
  public void remove(String name) {
    synchronized (accounts) {
      @Nullable Account before = accounts.remove(name);
      if (before != null) {
        before.keys().forEach(this::revoke);
      }
      accounts.notifyAll();
    }
  }
}
