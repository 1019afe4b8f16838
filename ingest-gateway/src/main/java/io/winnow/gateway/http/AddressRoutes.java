package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.json.Json;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.QueryParameters;
import java.time.Duration;
import java.util.List;

/** {@code GET /v1/addresses/ADDRESS}: one address, verified while the client waits. */
public final class AddressRoutes implements HttpRoutes {
  private static final String ADDRESSES = "/v1/addresses";
  private static final List<String> PARAMETERS = List.of("level", "wait", "transcript");

  private final CheckDoor door;
  private final Parameters parameters;

  public AddressRoutes(CheckDoor door, Parameters parameters) {
    this.door = door;
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
    answer(context, door.check(context, address, level, options, wait));
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
