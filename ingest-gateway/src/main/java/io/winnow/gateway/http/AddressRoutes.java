package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** {@code GET /v1/addresses/ADDRESS}: one address, verified while the client waits. */
public final class AddressRoutes implements HttpRoutes {
  private static final String ADDRESSES = "/v1/addresses";
  private static final List<String> PARAMETERS = List.of("level", "wait", "transcript");

  /** Who verifies more than this at a time has a list. */
  private static final int MOST_CHECKS = 256;

  private final AddressCheck check;
  private final BooleanSupplier ready;
  private final Parameters parameters;
  private final Semaphore checks = new Semaphore(MOST_CHECKS);

  /**
   * @param ready whether a check has a chance
   */
  public AddressRoutes(AddressCheck check, BooleanSupplier ready, Parameters parameters) {
    this.check = check;
    this.ready = ready;
    this.parameters = parameters;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        ADDRESSES,
        context -> {
          throw AddressInPath.missing();
        });
    routes.get(ADDRESSES + "/{address}", this::verify);
  }

  private void verify(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, PARAMETERS);
    String address = AddressInPath.of(context.req().getRequestURI());
    Level level = parameters.level(context.queryParam("level"));
    Duration wait = Parameters.wait(context.queryParam("wait"));
    RowOptions options =
        new RowOptions(null, Parameters.transcript(context.queryParam("transcript")));
    if (!ready.getAsBoolean()) {
      throw Refusals.notReady("addresses");
    }
    if (!checks.tryAcquire()) {
      throw Problem.of(
              503,
              "too_many_checks",
              "%d addresses are being verified one by one at the moment; try again later, or send"
                      .formatted(MOST_CHECKS)
                  + " them as a list")
          .withHeader("Retry-After", "1");
    }
    try {
      String account = Caller.of(context).account();
      answer(context, check.check(account, address, level, options, wait));
    } catch (ListRefused e) {
      throw Refusals.problem(e);
    } catch (NotAdmitted e) {
      throw Refusals.problem(e);
    } finally {
      checks.release();
    }
  }

  private static void answer(Context context, AddressCheck.Outcome outcome)
      throws JsonProcessingException {
    AddressVerified verified = outcome.verified();
    context.contentType("application/json");
    if (verified == null) {
      context.status(202);
      context.header("Location", outcome.job().links().self());
      context.result(Json.MAPPER.writeValueAsBytes(outcome.job()));
    } else {
      context.result(Json.MAPPER.writeValueAsBytes(AddressVerdict.of(verified, outcome.job())));
    }
  }
}
