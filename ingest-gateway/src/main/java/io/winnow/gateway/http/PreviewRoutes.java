package io.winnow.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** {@code POST /v1/lists/preview}: takes what an upload takes, and says what would become of it. */
public final class PreviewRoutes implements HttpRoutes {
  static final String PREVIEW = "/v1/lists/preview";

  private final Preview preview;
  private final LongConsumer announced;
  private final IncomingList.Reader incoming;
  private final UploadPlaces places;

  /**
   * @param announced hears how many bytes a client is about to send, and throws {@link ListRefused}
   *     when these are too many
   * @param limits of what is packed on its way
   * @param places of uploads under way
   */
  public PreviewRoutes(
      Preview preview,
      LongConsumer announced,
      Parameters parameters,
      ListLimits limits,
      UploadPlaces places) {
    this.preview = preview;
    this.announced = announced;
    this.incoming = new IncomingList.Reader(parameters, limits);
    this.places = places;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PREVIEW, this::preview);
  }

  private void preview(Context context) throws IOException {
    try (UploadPlaces.Place place = places.take(Caller.of(context))) {
      answer(context, place);
    }
  }

  private void answer(Context context, UploadPlaces.Place place) throws IOException {
    QueryParameters.requireKnown(context, IncomingList.PARAMETERS);
    long bytes = context.req().getContentLengthLong();
    InputStream body = place.body(context.req().getInputStream());
    try {
      announced.accept(bytes);
      ListDoor.Incoming list = incoming.read(context, null, body);
      byte[] answer =
          Json.MAPPER.writeValueAsBytes(preview.of(list.request().hints(), bytes, list.content()));
      UploadRoutes.drain(body);
      context.contentType("application/json");
      context.result(answer);
    } catch (ListRefused e) {
      UploadRoutes.drainAfter(e, body);
      throw Refusals.problem(e);
    } catch (Problem e) {
      UploadRoutes.drain(body);
      throw e;
    }
  }
}
