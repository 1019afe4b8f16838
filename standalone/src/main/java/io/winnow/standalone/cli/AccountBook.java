package io.winnow.standalone.cli;

import io.winnow.contracts.AccountLimits;
import io.winnow.gateway.admin.AdminResources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as a command reaches them. All methods throw {@link CommandFailure} when it cannot be
 * done, with the reason.
 */
interface AccountBook extends AutoCloseable {
  /** All accounts, by name. */
  List<AdminResources.One> all();

  /** Adds one. */
  void add(String name, boolean unmetered, long credits);

  /** Makes a key, and tells all of it. */
  AdminResources.Key addKey(String account, @Nullable String label);

  /** Makes a key good for nothing. */
  void revokeKey(String account, String keyId);

  /** Adds credits, or takes free ones away. */
  void credit(String account, long credits, @Nullable String note);

  /** Sets its own limits; one that is null is as the settings say. */
  void limit(String account, AccountLimits limits);

  @Override
  void close();
}
