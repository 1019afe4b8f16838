package io.winnow.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.KeyPlace;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.CommandRefused;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/v1/accounts}: accounts, their keys, credits and limits, for the operator. Every
 * request carries the operator's token. What was done is seen by this process's own routes when the
 * answer goes out, and by others within a second or two.
 */
public final class AdminRoutes implements HttpRoutes {
  private static final String ACCOUNTS = "/admin/v1/accounts";
  private static final String ACCOUNT = ACCOUNTS + "/{name}";
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(2);

  private final AccountsView accounts;
  private final BooleanSupplier caughtUp;
  private final AccountDesk desk;
  private final byte[] token;

  /**
   * @param caughtUp whether all accounts that there were at the start are known
   */
  public AdminRoutes(
      AccountsView accounts, BooleanSupplier caughtUp, AccountDesk desk, String token) {
    this.accounts = accounts;
    this.caughtUp = caughtUp;
    this.desk = desk;
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::requireToken);
    routes.get(ACCOUNTS, this::list);
    routes.post(ACCOUNTS, this::add);
    routes.post(ACCOUNT + "/keys", this::addKey);
    routes.delete(ACCOUNT + "/keys/{id}", this::revokeKey);
    routes.post(ACCOUNT + "/credits", this::credit);
    routes.put(ACCOUNT + "/limits", this::limit);
  }

  private void requireToken(Context context) {
    @Nullable String given = KeyPlace.BEARER.in(context);
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(token, bytes)) {
      throw Problem.of(
              401,
              "admin_token_required",
              "the admin API needs 'Authorization: Bearer' with the operator's token"
                  + " (winnow.admin.token)")
          .withHeader("WWW-Authenticate", "Bearer realm=\"winnow admin\"");
    }
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503,
              "not_ready",
              "the gateway has just started and reads the accounts; try again soon")
          .withHeader("Retry-After", "1");
    }
  }

  private void list(Context context) throws JsonProcessingException {
    answer(
        context,
        200,
        new AdminResources.Accounts(accounts.all().stream().map(AdminResources.One::of).toList()));
  }

  private void add(Context context) throws JsonProcessingException {
    AdminResources.NewAccount wish = body(context, AdminResources.NewAccount.class);
    String name = required(wish.name(), "name");
    boolean unmetered = wish.unmetered() != null && wish.unmetered();
    long credits = wish.credits() == null ? 0 : wish.credits();
    done(() -> desk.add(name, unmetered, credits));
    answerAccount(context, 201, name, found -> true);
  }

  private void addKey(Context context) throws JsonProcessingException {
    String name = context.pathParam("name");
    AdminResources.KeyWish wish =
        context.bodyAsBytes().length == 0
            ? new AdminResources.KeyWish(null)
            : body(context, AdminResources.KeyWish.class);
    AtomicReference<Keys.NewKey> made = new AtomicReference<>();
    done(() -> made.set(desk.addKey(name, wish.label())));
    Keys.NewKey key = made.get();
    var _ = seen(name, found -> found.keys().contains(key.stored()));
    answer(context, 201, AdminResources.Key.of(key));
  }

  private void revokeKey(Context context) {
    String name = context.pathParam("name");
    String id = context.pathParam("id");
    done(() -> desk.revokeKey(name, id));
    var _ = seen(name, found -> found.keys().stream().noneMatch(key -> key.id().equals(id)));
    context.status(204);
  }

  private void credit(Context context) throws JsonProcessingException {
    String name = context.pathParam("name");
    AdminResources.Credits wish = body(context, AdminResources.Credits.class);
    long credits = required(wish.credits(), "credits");
    long before = accounts.account(name).map(Account::ledgerSequence).orElse(0L);
    done(() -> desk.credit(name, credits, wish.note()));
    answerAccount(context, 200, name, found -> found.ledgerSequence() > before);
  }

  private void limit(Context context) throws JsonProcessingException {
    String name = context.pathParam("name");
    AccountLimits limits = body(context, AccountLimits.class);
    done(() -> desk.limit(name, limits));
    answerAccount(context, 200, name, found -> found.limits().equals(limits));
  }

  private static void done(Runnable command) {
    try {
      command.run();
    } catch (CommandRefused e) {
      throw Problem.of(status(e), e.code(), e.detail());
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "invalid_account", String.valueOf(e.getMessage()));
    }
  }

  private static int status(CommandRefused refused) {
    return switch (refused.code()) {
      case AccountAnswer.UNKNOWN_ACCOUNT, AccountAnswer.UNKNOWN_KEY -> 404;
      case CommandRefused.NO_ANSWER -> 503;
      default -> 409;
    };
  }

  private static <T> T body(Context context, Class<T> type) {
    @Nullable T body = context.bodyAsClass(type);
    return required(body, "body");
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw Problem.of(400, "invalid_json", "the JSON lacks " + what);
    }
    return value;
  }

  /** What was done is done, also when it takes longer to be seen. */
  private Optional<Account> seen(String name, Predicate<Account> wanted) {
    try {
      return accounts.await(name, wanted, UNTIL_SEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void answerAccount(Context context, int status, String name, Predicate<Account> wanted)
      throws JsonProcessingException {
    Optional<Account> account = seen(name, wanted).or(() -> accounts.account(name));
    if (account.isEmpty()) {
      context.status(202);
      return;
    }
    answer(context, status, AdminResources.One.of(account.get()));
  }

  private static void answer(Context context, int status, Object value)
      throws JsonProcessingException {
    context.status(status);
    context.contentType("application/json");
    context.result(Json.MAPPER.writeValueAsBytes(value));
  }
}
