package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/jobs}: a list comes in, and is a job when the answer goes out. */
public final class UploadRoutes implements HttpRoutes {
  static final String JOBS = "/v1/jobs";

  private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
  private static final int MOST_DRAINED_BYTES = 32 << 20;
  private static final long LONGEST_DRAIN_NANOS = 5_000_000_000L;

  private final ListDoor door;
  private final IncomingList.Reader incoming;

  /**
   * @param limits of what is packed on its way
   */
  public UploadRoutes(ListDoor door, Parameters parameters, ListLimits limits) {
    this.door = door;
    this.incoming = new IncomingList.Reader(parameters, limits);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(JOBS, this::upload);
  }

  private void upload(Context context) throws IOException {
    // before anything is read: a client that asks whether to go on is spared the rest
    QueryParameters.requireKnown(context, IncomingList.PARAMETERS);
    String retryKey = JobParameters.retryKey(context.header(JobParameters.RETRY_KEY));
    answer(context, door.take(context, (body, _) -> incoming.read(context, retryKey, body)));
  }

  private static void answer(Context context, AcceptedJob job) throws JsonProcessingException {
    context.status(202);
    context.header("Location", job.links().self());
    if (job.replayed()) {
      context.header(JobParameters.REPLAYED, "true");
    }
    context.contentType("application/json");
    context.result(Json.MAPPER.writeValueAsBytes(job));
  }

  /** Nobody waits on for whoever was too slow. */
  static void drainAfter(ListRefused refusal, InputStream body) {
    if (refusal.fault() != ListFault.UPLOAD_TOO_SLOW) {
      drain(body);
    }
  }

  /**
   * Reads on a little after a refusal. A connection closed while the client still writes is reset,
   * and the client may never see the answer.
   */
  static void drain(InputStream body) {
    byte[] ignored = new byte[32 * 1024];
    long deadline = System.nanoTime() + LONGEST_DRAIN_NANOS;
    long drained = 0;
    try {
      int read = body.read(ignored);
      while (read >= 0 && drained < MOST_DRAINED_BYTES && System.nanoTime() < deadline) {
        drained += read;
        read = body.read(ignored);
      }
    } catch (IOException | ListRefused e) {
      LOG.debug("the client is gone before it was answered", e);
    }
  }
}
