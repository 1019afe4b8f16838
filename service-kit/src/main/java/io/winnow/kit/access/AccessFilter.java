package io.winnow.kit.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Account;
import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all routes: finds out on whose behalf a request is made ({@link Caller}), and
 * whether there are not too many. Everything needs a key but what is for the operator's own
 * machines – health, metrics –, the description of the interface, and the files of the web page,
 * which asks for a key itself. A dialect whose key is in the body, or in nothing that a filter
 * could know, has its routes ask at the {@link Gate}.
 */
public final class AccessFilter implements HttpRoutes {
  private static final Set<String> WITHOUT_KEY =
      Set.of("/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/");

  private static final Pattern FILE_OF_THE_PAGE = Pattern.compile("/assets/[\\w.-]+");

  private static final Pattern ORIGIN = Pattern.compile("^https?://");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private static final String CHALLENGE = "Bearer realm=\"winnow\"";

  private final AccessSettings settings;
  private final AccountsView accounts;
  private final AccessTokens tokens;
  private final BooleanSupplier caughtUp;
  private final List<KeyPlace> places;
  private final LongSupplier nanoTime;
  private final WrongKeys wrongKeys;

  /** By account, none but those that there are. */
  private final Map<String, Allowance> requests = new ConcurrentHashMap<>();

  /**
   * @param caughtUp whether all accounts that there were at the start are known; before that nobody
   *     may hear that a key is wrong
   */
  public AccessFilter(AccessSettings settings, AccountsView accounts, BooleanSupplier caughtUp) {
    this(settings, accounts, caughtUp, List.of(AccessFilter::ofDialect), System::nanoTime);
  }

  /** The same; dialects' own places of keys come after those of every route. */
  AccessFilter(
      AccessSettings settings,
      AccountsView accounts,
      BooleanSupplier caughtUp,
      List<KeyPlace> dialects,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.accounts = accounts;
    this.tokens = AccessTokens.of(accounts);
    this.caughtUp = caughtUp;
    this.places = new ArrayList<>(KeyPlace.EVERYWHERE);
    places.addAll(dialects);
    this.nanoTime = nanoTime;
    this.wrongKeys = new WrongKeys(settings.wrongKeysPerMinute(), nanoTime);
  }

  /** Where the dialect of the path has its key, if that is neither in the body nor nowhere. */
  private static @Nullable String ofDialect(Context context) {
    return Dialect.of(context.path()).map(dialect -> dialect.key(context)).orElse(null);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::check);
  }

  private void check(Context context) {
    String path = context.path();
    if (WITHOUT_KEY.contains(path) || FILE_OF_THE_PAGE.matcher(path).matches()) {
      return;
    }
    @Nullable String key = KeyPlace.key(places, context);
    if (key == null && Dialect.of(path).isPresent()) {
      new Gate(found -> caller(context, found)).attachTo(context);
      return;
    }
    caller(context, key).attachTo(context);
  }

  private Caller caller(Context context, @Nullable String key) {
    if (key == null && settings.open()) {
      requireOwnSite(context);
      return Caller.LOCAL;
    }
    if (key == null) {
      throw Problem.of(
              401,
              "missing_key",
              "this needs the key of an account; send it as 'Authorization: Bearer KEY' or"
                  + " 'X-Api-Key: KEY'")
          .withHeader("WWW-Authenticate", CHALLENGE);
    }
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503,
              "not_ready",
              "the server has just started and reads the accounts; try again soon")
          .withHeader("Retry-After", "1");
    }
    boolean token = AccessTokens.isToken(key);
    Optional<Account> account = token ? tokens.opened(key) : accounts.opened(key);
    if (account.isEmpty()) {
      // who has what was good once guesses nothing, however many requests are under way when it
      // ends
      throw (token ? tokens.isOver(key) : accounts.isOver(key))
          ? invalidKey("the session is over; log in again")
          : wrongKey(wrongKeys.count(context.ip()));
    }
    if (token && !Dialect.of(context.path()).equals(Optional.of(Dialect.INSIDEVIEW))) {
      throw invalidKey("a token opens the API alone that it was fetched for; send the key");
    }
    Caller caller = new Caller(account.get().name(), account.get().limits());
    limit(context, caller);
    return caller;
  }

  /**
   * A page of another site, in the browser of the machine's user, is not that user: neither by its
   * own name (Origin), nor by one that it has made lead to this machine (Host).
   */
  private static void requireOwnSite(Context context) {
    String origin = context.header("Origin");
    if (!isOwn(context.host())
        || (origin != null && !isOwn(ORIGIN.matcher(origin).replaceFirst("")))) {
      throw Problem.of(
          403,
          "foreign_site",
          "without a key only this machine's own names are served, such as localhost, and no other"
              + " site's pages; send a key");
    }
  }

  private static boolean isOwn(@Nullable String hostAndPort) {
    if (hostAndPort == null) {
      return false;
    }
    String host = PORT.matcher(hostAndPort).replaceFirst("");
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return AccessSettings.isLoopback(bracketed ? host.substring(1, host.length() - 1) : host);
  }

  private static Problem wrongKey(Allowance.Taken count) {
    if (count.granted()) {
      return invalidKey(
          "the key is unknown or revoked; see that it is whole, or have a new one made");
    }
    return Problem.of(
            429,
            "too_many_wrong_keys",
            "too many wrong keys come from this address; correct the key, and try again later")
        .withHeader("Retry-After", Long.toString(count.nextAfterSeconds()));
  }

  private static Problem invalidKey(String detail) {
    return Problem.of(401, "invalid_key", detail)
        .withHeader("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
  }

  private void limit(Context context, Caller caller) {
    @Nullable Integer own = caller.limits().requestsPerMinute();
    int most = own == null ? settings.requestsPerMinute() : own;
    long now = nanoTime.getAsLong();
    Allowance.Taken taken =
        requests.computeIfAbsent(caller.account(), _ -> new Allowance(most, now)).take(most, now);
    String limit = Integer.toString(taken.limit());
    String remaining = Integer.toString(taken.remaining());
    String reset = Long.toString(taken.fullAfterSeconds());
    if (!taken.granted()) {
      throw Problem.of(
              429,
              "too_many_requests",
              "account %s may send %s requests a minute; wait %d s"
                  .formatted(caller.account(), limit, taken.nextAfterSeconds()))
          .withHeader("Retry-After", Long.toString(taken.nextAfterSeconds()))
          .withHeader("RateLimit-Limit", limit)
          .withHeader("RateLimit-Remaining", remaining)
          .withHeader("RateLimit-Reset", reset);
    }
    context.header("RateLimit-Limit", limit);
    context.header("RateLimit-Remaining", remaining);
    context.header("RateLimit-Reset", reset);
  }
}
