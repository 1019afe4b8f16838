package io.winnow.standalone;

import io.winnow.gateway.ServedAccounts;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.CommandRefused;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The account that a new server begins with, so that there is something to try it with. */
public final class DemoAccount {
  /** Its name. */
  public static final String NAME = "demo";

  public static final Setting<Integer> CREDITS =
      Setting.integer(
          "winnow.demo.credits",
          1_000_000,
          0,
          Integer.MAX_VALUE,
          "Credits of the account demo, which serve makes at its first start.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL = List.of(CREDITS);

  private static final Duration UNTIL_READ = Duration.ofSeconds(30);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);

  private DemoAccount() {}

  /**
   * Makes it when there is no account at all.
   *
   * @return its key, to be shown once; empty when there are accounts already
   * @throws CommandRefused when it cannot be made
   * @throws IllegalStateException when the accounts cannot be read
   */
  public static Optional<Keys.NewKey> make(ServedAccounts accounts, Settings settings)
      throws InterruptedException {
    if (!accounts.gate().awaitCaughtUp(UNTIL_READ)) {
      throw new IllegalStateException("the accounts cannot be read; see the log");
    }
    AccountsView view = accounts.gate().view();
    if (!view.all().isEmpty()) {
      return Optional.empty();
    }
    accounts.desk().add(NAME, false, settings.get(CREDITS));
    Keys.NewKey key = accounts.desk().addKey(NAME, "made at the first start");
    var _ = view.await(NAME, account -> account.keys().contains(key.stored()), UNTIL_SEEN);
    return Optional.of(key);
  }
}
