package io.winnow.gateway.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListLimits;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.Caller;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/account}: the caller's balance, limits and latest movements of credits. */
public final class AccountRoutes implements HttpRoutes {
  private static final String ACCOUNT = "/v1/account";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST_ENTRIES = 100;

  private final AccountsView accounts;
  private final LedgerView ledger;
  private final BooleanSupplier caughtUp;
  private final ListLimits lists;
  private final AccessSettings access;

  /**
   * @param caughtUp whether both views hold what there was at the start
   * @param lists the process's own limits of lists
   * @param access the process's own limits of requests
   */
  public AccountRoutes(
      AccountsView accounts,
      LedgerView ledger,
      BooleanSupplier caughtUp,
      ListLimits lists,
      AccessSettings access) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.caughtUp = caughtUp;
    this.lists = lists;
    this.access = access;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(ACCOUNT, this::show);
  }

  private void show(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of("limit", "before"));
    int limit = limit(context.queryParam("limit"));
    long before = before(context.queryParam("before"));
    Caller caller = Caller.of(context);
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503,
              "not_ready",
              "the gateway has just started and reads the accounts; try again soon")
          .withHeader("Retry-After", "1");
    }
    List<LedgerEntry> found = ledger.newestFirst(caller.account(), before, limit + 1);
    List<LedgerEntry> page = found.subList(0, Math.min(limit, found.size()));
    Optional<Account> metered = accounts.account(caller.account()).filter(one -> !one.unmetered());
    context.contentType("application/json");
    context.result(
        Json.MAPPER.writeValueAsBytes(
            new AccountResource(
                caller.account(),
                metered.isEmpty(),
                metered.map(Account::balance).orElse(null),
                metered.map(Account::reserved).orElse(null),
                limits(caller),
                page.stream().map(AccountResource.Entry::of).toList(),
                found.size() > limit ? page.getLast().sequence() : null)));
  }

  private AccountResource.Limits limits(Caller caller) {
    AccountLimits own = caller.limits();
    return new AccountResource.Limits(
        own.rows() == null ? lists.rows() : Math.min(own.rows(), lists.rows()),
        own.bytes() == null ? lists.bytes() : Math.min(own.bytes(), lists.bytes()),
        own.concurrentUploads(),
        requestsPerMinute(caller));
  }

  private @Nullable Integer requestsPerMinute(Caller caller) {
    Integer own = caller.limits().requestsPerMinute();
    if (own != null) {
      return own;
    }
    return caller.equals(Caller.LOCAL) ? null : access.requestsPerMinute();
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST_ENTRIES) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw invalidLimit(text);
    }
    throw invalidLimit(text);
  }

  private static Problem invalidLimit(String text) {
    return Problem.of(
        400,
        "invalid_limit",
        "The parameter limit is '%s': expected a whole number from 1 to %d."
            .formatted(text, MOST_ENTRIES));
  }

  private static long before(@Nullable String text) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.of(
          400,
          "invalid_before",
          "The parameter before is '%s': expected the 'next' of an earlier page.".formatted(text));
    }
  }
}
