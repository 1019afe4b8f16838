package io.winnow.gateway.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.kit.accounts.Keys;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the admin API takes and gives. */
public final class AdminResources {
  private AdminResources() {}

  /** All accounts, by name. */
  public record Accounts(List<One> accounts) {}

  /**
   * An account.
   *
   * @param keys without their secrets
   */
  public record One(
      String name,
      boolean unmetered,
      long balance,
      long reserved,
      AccountLimits limits,
      List<Key> keys,
      Instant createdAt) {
    /** As it stands. */
    public static One of(Account account) {
      return new One(
          account.name(),
          account.unmetered(),
          account.balance(),
          account.reserved(),
          account.limits(),
          account.keys().stream().map(Key::of).toList(),
          account.createdAt());
    }
  }

  /**
   * A key.
   *
   * @param id its public part
   * @param key all of it, when it has just been made; else absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Key(String id, @Nullable String label, Instant createdAt, @Nullable String key) {
    static Key of(AccountKey stored) {
      return new Key(stored.id(), stored.label(), stored.createdAt(), null);
    }

    /** One that has just been made, whole. */
    public static Key of(Keys.NewKey made) {
      AccountKey stored = made.stored();
      return new Key(stored.id(), stored.label(), stored.createdAt(), made.text());
    }
  }

  /**
   * To add an account.
   *
   * @param unmetered null for no
   * @param credits null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NewAccount(
      @Nullable String name, @Nullable Boolean unmetered, @Nullable Long credits) {}

  /** To add a key; {@code label} may be null. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeyWish(@Nullable String label) {}

  /** To add credits, or take free ones away; {@code note} may be null. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Credits(@Nullable Long credits, @Nullable String note) {}
}
