package io.winnow.gateway.http;

import io.javalin.Javalin;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.flow.FlowSettings;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.accounts.LocalAccount;
import io.winnow.kit.http.Problem;
import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** The routes on a real server, with an intake that a test can replace. */
final class UploadServer implements AutoCloseable {
  static final String BOUNDARY = "----winnow7MA4YWxk";
  static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  /** What the client said last. */
  UploadRequest request;

  /** What the client sent last; null before that. */
  byte[] body;

  /** Whether the gateway takes lists. */
  boolean ready = true;

  /** Who sends. */
  String account = LocalAccount.NAME;

  /** Hears how much a client is about to send. */
  LongConsumer announced = bytes -> {};

  /** What becomes of uploads. */
  Intake intake =
      (taken, upload) -> {
        request = taken;
        body = allOf(upload);
        return accepted(taken);
      };

  private final HttpClient client = HttpClient.newHttpClient();
  private final Javalin server =
      Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.routes.before(
                    context -> new Caller(account, AccountLimits.NONE).attachTo(context));
                new UploadRoutes(
                        new ListDoor(
                            (taken, upload) -> intake.take(taken, upload),
                            bytes -> announced.accept(bytes),
                            () -> ready,
                            new UploadPlaces(FlowSettings.from(Settings.of(Map.of())))),
                        new Parameters(EnumSet.of(Level.SYNTAX, Level.DNS), CLOCK),
                        new ListLimits(1 << 30, 1_000_000, 1 << 16, 100))
                    .addTo(config.routes);
                config.routes.exception(
                    Problem.class,
                    (problem, context) -> {
                      Map<String, Object> members = new LinkedHashMap<>(problem.members());
                      members.put("code", problem.code());
                      members.put("detail", problem.detail());
                      context.status(problem.status());
                      context.result(Json.MAPPER.valueToTree(members).toString());
                    });
              })
          .start(0);

  static AcceptedJob accepted(UploadRequest taken) {
    ListLayout layout = new ListLayout(List.of("id", "email"), 1, ";", true);
    return AcceptedJob.of(new JobId(4711), taken, layout, 12);
  }

  private static byte[] allOf(InputStream upload) {
    try {
      return upload.readAllBytes();
    } catch (IOException e) {
      throw ListRefused.because(ListFault.UPLOAD_INTERRUPTED, "broke off", e);
    }
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  HttpRequest.Builder post(String query) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.port() + "/v1/jobs" + query));
  }

  HttpResponse<String> send(HttpRequest.Builder upload) throws IOException, InterruptedException {
    return client.send(upload.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String query, String contentType, String content)
      throws IOException, InterruptedException {
    return send(
        post(query).header("Content-Type", contentType).POST(BodyPublishers.ofString(content)));
  }

  HttpResponse<String> sendForm(String query, String... parts)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder();
    for (String part : parts) {
      form.append("--").append(BOUNDARY).append("\r\n").append(part).append("\r\n");
    }
    form.append("--").append(BOUNDARY).append("--\r\n");
    return send(query, FORM, form.toString());
  }

  static String field(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  static String file(String name, String contentType, String content) {
    return "Content-Disposition: form-data; name=\"upload\"; filename=\""
        + name
        + "\"\r\nContent-Type: "
        + contentType
        + "\r\n\r\n"
        + content;
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
