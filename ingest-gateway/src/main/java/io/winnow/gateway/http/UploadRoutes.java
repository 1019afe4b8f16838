package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.flow.FlowSettings;
import io.winnow.gateway.flow.SteadyBody;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.ListName;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.MultiPart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/jobs}: a list comes in, and is a job when the answer goes out. */
public final class UploadRoutes implements HttpRoutes {
  static final String JOBS = "/v1/jobs";

  private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
  private static final int MOST_DRAINED_BYTES = 32 << 20;
  private static final int LONGEST_BOUNDARY = 70;
  private static final long LONGEST_DRAIN_NANOS = 5_000_000_000L;

  private static final List<String> PARAMETERS =
      List.of("name", "level", "column", "charset", "deadline");

  private final Intake intake;
  private final LongConsumer announced;
  private final BooleanSupplier ready;
  private final Parameters parameters;
  private final FlowSettings flow;
  private final UploadPlaces places;

  /**
   * @param announced hears how many bytes a client is about to send, and throws {@link ListRefused}
   *     when these are too many
   * @param ready whether uploads have a chance; when not, they are turned away before they are read
   * @param flow bounds of uploads under way
   */
  public UploadRoutes(
      Intake intake,
      LongConsumer announced,
      BooleanSupplier ready,
      Parameters parameters,
      FlowSettings flow) {
    this.intake = intake;
    this.announced = announced;
    this.ready = ready;
    this.parameters = parameters;
    this.flow = flow;
    this.places = new UploadPlaces(flow);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(JOBS, this::upload);
  }

  private void upload(Context context) throws IOException {
    try (UploadPlaces.Place _ = places.take("default", null)) {
      receive(context);
    }
  }

  private void receive(Context context) throws IOException {
    // before anything is read: a client that asks whether to go on is spared the rest
    QueryParameters.requireKnown(context, PARAMETERS);
    announce(context.req().getContentLengthLong());
    InputStream body = new SteadyBody(context.req().getInputStream(), flow);
    try {
      if (!ready.getAsBoolean()) {
        throw Refusals.notReady("lists");
      }
      answer(context, accept(context, body));
    } catch (ListRefused e) {
      if (e.fault() != ListFault.UPLOAD_TOO_SLOW) {
        drain(body);
      }
      throw Refusals.problem(e);
    } catch (NotAdmitted e) {
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

  private AcceptedJob accept(Context context, InputStream body) {
    String contentType = context.contentType();
    return switch (bare(contentType)) {
      case "text/csv", "application/csv", "application/octet-stream" ->
          single(context, ListFormat.CSV, body);
      case "text/plain" -> single(context, ListFormat.LINES, body);
      case "multipart/form-data" -> form(context, String.valueOf(contentType), body);
      default ->
          throw Problem.of(
              415,
              "unsupported_content_type",
              "content type '"
                  + (contentType == null ? "" : contentType)
                  + "' is not accepted; send text/csv, text/plain (one address per line),"
                  + " application/octet-stream (read as CSV) or multipart/form-data");
    };
  }

  private static String bare(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    String bare = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return bare.strip().toLowerCase(Locale.ROOT);
  }

  private AcceptedJob single(Context context, ListFormat format, InputStream body) {
    return intake.take(
        new UploadRequest(
            ListName.of(context.queryParam("name")),
            parameters.level(context.queryParam("level")),
            new ListHints(
                format,
                either(context.queryParam("charset"), charset(context.contentType())),
                either(context.queryParam("column"), null)),
            options(context.queryParam("deadline"))),
        body);
  }

  private AcceptedJob form(Context context, String contentType, InputStream body) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw Problem.of(
          400,
          "malformed_form",
          "the content type names no boundary of 1 to 70 characters; let the client make it");
    }
    UploadForm form = UploadForm.read(body, boundary);
    String name = either(form.field("name"), context.queryParam("name"));
    String charset = either(form.field("charset"), context.queryParam("charset"));
    return intake.take(
        new UploadRequest(
            ListName.of(name == null ? form.fileName() : name),
            parameters.level(either(form.field("level"), context.queryParam("level"))),
            new ListHints(
                format(form),
                either(charset, charset(form.contentType())),
                either(form.field("column"), context.queryParam("column"))),
            options(either(form.field("deadline"), context.queryParam("deadline")))),
        form.content());
  }

  private RowOptions options(@Nullable String deadline) {
    return new RowOptions(parameters.deadline(deadline), false);
  }

  /** Browsers tell the type by the file's extension, and know .txt better than .csv. */
  private static ListFormat format(UploadForm form) {
    String fileName = form.fileName() == null ? "" : form.fileName().toLowerCase(Locale.ROOT);
    if (fileName.endsWith(".csv") || fileName.endsWith(".tsv")) {
      return ListFormat.CSV;
    }
    boolean plain = bare(form.contentType()).equals("text/plain") || fileName.endsWith(".txt");
    return plain ? ListFormat.LINES : ListFormat.CSV;
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second == null || second.isBlank() ? null : second;
  }

  private static @Nullable String charset(@Nullable String contentType) {
    return contentType == null ? null : MimeTypes.getCharsetFromContentType(contentType);
  }

  private static void answer(Context context, AcceptedJob job) throws JsonProcessingException {
    context.status(202);
    context.header("Location", job.links().self());
    context.contentType("application/json");
    context.result(Json.MAPPER.writeValueAsBytes(job));
  }

  /**
   * Reads on a little after a refusal. A connection closed while the client still writes is reset,
   * and the client may never see the answer.
   */
  private static void drain(InputStream body) {
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
