package io.winnow.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/** {@code POST /v1/lists/preview}: takes what an upload takes, and says what would become of it. */
public final class PreviewRoutes implements HttpRoutes {
  static final String PREVIEW = "/v1/lists/preview";

  /** Each one holds some memory for as long as it takes. */
  private static final int MOST_PREVIEWS = 16;

  private final Semaphore previews = new Semaphore(MOST_PREVIEWS);
  private final Preview preview;
  private final LongConsumer announced;
  private final IncomingList.Reader incoming;

  /**
   * @param announced hears how many bytes a client is about to send, and throws {@link ListRefused}
   *     when these are too many
   * @param limits of what is packed on its way
   */
  public PreviewRoutes(
      Preview preview, LongConsumer announced, Parameters parameters, ListLimits limits) {
    this.preview = preview;
    this.announced = announced;
    this.incoming = new IncomingList.Reader(parameters, limits);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PREVIEW, this::preview);
  }

  private void preview(Context context) throws IOException {
    if (!previews.tryAcquire()) {
      throw Problem.of(
              503,
              "too_many_uploads",
              "%d lists are being looked at at the moment; try again later"
                  .formatted(MOST_PREVIEWS))
          .withHeader("Retry-After", "5");
    }
    try {
      answer(context);
    } finally {
      previews.release();
    }
  }

  private void answer(Context context) throws IOException {
    QueryParameters.requireKnown(context, IncomingList.PARAMETERS);
    long bytes = context.req().getContentLengthLong();
    InputStream body = context.req().getInputStream();
    try {
      announced.accept(bytes);
      IncomingList list = incoming.read(context, null, body);
      byte[] answer =
          Json.MAPPER.writeValueAsBytes(preview.of(list.request().hints(), bytes, list.content()));
      UploadRoutes.drain(body);
      context.contentType("application/json");
      context.result(answer);
    } catch (ListRefused e) {
      UploadRoutes.drain(body);
      throw Refusals.problem(e);
    } catch (Problem e) {
      UploadRoutes.drain(body);
      throw e;
    }
  }
}
