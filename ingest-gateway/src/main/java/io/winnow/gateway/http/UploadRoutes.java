package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/jobs}: a list comes in, and is a job when the answer goes out. */
public final class UploadRoutes implements HttpRoutes {
  static final String JOBS = "/v1/jobs";

  private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
  private static final int MOST_DRAINED_BYTES = 32 << 20;
  private static final long LONGEST_DRAIN_NANOS = 5_000_000_000L;

  private final Intake intake;
  private final LongConsumer announced;
  private final BooleanSupplier ready;
  private final IncomingList.Reader incoming;
  private final UploadPlaces places;

  /**
   * @param announced hears how many bytes a client is about to send, and throws {@link ListRefused}
   *     when these are too many
   * @param limits of what is packed on its way
   * @param ready whether uploads have a chance; when not, they are turned away before they are read
   * @param places of uploads under way
   */
  public UploadRoutes(
      Intake intake,
      LongConsumer announced,
      BooleanSupplier ready,
      Parameters parameters,
      ListLimits limits,
      UploadPlaces places) {
    this.intake = intake;
    this.announced = announced;
    this.ready = ready;
    this.incoming = new IncomingList.Reader(parameters, limits);
    this.places = places;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(JOBS, this::upload);
  }

  private void upload(Context context) throws IOException {
    try (UploadPlaces.Place place = places.take(Caller.of(context))) {
      receive(context, place);
    }
  }

  private void receive(Context context, UploadPlaces.Place place) throws IOException {
    // before anything is read: a client that asks whether to go on is spared the rest
    QueryParameters.requireKnown(context, IncomingList.PARAMETERS);
    String retryKey = JobParameters.retryKey(context.header(JobParameters.RETRY_KEY));
    announce(context.req().getContentLengthLong());
    InputStream body = place.body(context.req().getInputStream());
    try {
      if (!ready.getAsBoolean()) {
        throw Refusals.notReady("lists");
      }
      IncomingList list = incoming.read(context, retryKey, body);
      Caller caller = Caller.of(context);
      UploadRequest request = list.request().by(caller.account()).within(caller.limits().rows());
      answer(context, intake.take(request, list.content()));
    } catch (ListRefused e) {
      drainAfter(e, body);
      throw Refusals.problem(e);
    } catch (NotAdmitted e) {
      drain(body);
      throw Refusals.problem(e);
    } catch (Problem e) {
      drain(body);
      throw e;
    }
  }

  private void announce(long bytes) {
    try {
      announced.accept(bytes);
    } catch (ListRefused e) {
      throw Refusals.problem(e);
    }
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
