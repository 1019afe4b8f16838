package io.winnow.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest extends HttpServiceFixture {

  @Test
  void aProblemIsToldAsItsRfcWantsIt() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw Problem.of(422, "no_email_column", "no column holds addresses")
                      .with("line", 1)
                      .withHeader("Retry-After", "7");
                }));

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Entity\",\"status\":422,"
                + "\"detail\":\"no column holds addresses\",\"code\":\"no_email_column\","
                + "\"line\":1}");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    start(routes -> routes.get("/known", ctx -> ctx.result("")));

    assertProblem(get("/unknown"), 404, "not_found", "there is nothing at GET /unknown");
  }

  @Test
  void anotherMethodIsNotAllowedAndTheRightOnesAreNamed() throws Exception {
    start(
        routes -> {
          routes.get("/lists", ctx -> ctx.result(""));
          routes.delete("/lists", ctx -> ctx.result(""));
        });

    HttpResponse<String> response =
        send(request("/lists").POST(HttpRequest.BodyPublishers.noBody()));

    assertProblem(response, 405, "method_not_allowed", "/lists takes GET, DELETE, HEAD, not POST");
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, DELETE, HEAD");
  }

  @Test
  void anUnexpectedFailureTellsAnIdAndNothingOfItself() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw new IllegalStateException("the password is swordfish");
                }));

    HttpResponse<String> response = send(request("/").header("X-Request-Id", "call-17"));

    assertProblem(
        response,
        500,
        "internal_error",
        "Winnow failed at this request; its log says why, under request id call-17");
    assertThat(response.body()).doesNotContain("swordfish").doesNotContain("Exception");
    assertThat(response.headers().firstValue("X-Request-Id")).hasValue("call-17");
  }

  @Test
  void anErrorOfTheMachineIsAnInternalErrorToo() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw new StackOverflowError("deep");
                }));

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).path("code").asText()).isEqualTo("internal_error");
  }

  @Test
  void aFailureBeforeAnythingWentOutLeavesNothingOfTheAnswer() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  ctx.contentType("text/csv").header("Content-Disposition", "attachment");
                  ctx.outputStream().write("address,verdict\n".getBytes(UTF_8));
                  throw Problem.of(409, "not_ready", "the job is still loading");
                }));

    HttpResponse<String> response = get("/");

    assertProblem(response, 409, "not_ready", "the job is still loading");
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void aRequestThatIsNoneIsTold() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("")));

    assertThat(raw("GET / HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json")
        .contains("nosniff")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("\"status\":431");
  }

  @Test
  void aSmallBodyThatIsNotSmallIsRefused() throws Exception {
    start(routes -> routes.post("/", ctx -> ctx.result("" + ctx.body().length())));

    HttpResponse<String> response =
        send(request("/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1_000_001])));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("status").asInt()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotTheJsonExpectedIsTheClientsError() throws Exception {
    start(routes -> routes.post("/", ctx -> ctx.result(ctx.bodyAsClass(Greeting.class).name())));

    HttpResponse<String> broken =
        send(request("/").POST(HttpRequest.BodyPublishers.ofString("{\n\"name\": nobody}")));
    HttpResponse<String> good =
        send(request("/").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\",\"x\":1}")));

    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(json(broken).path("code").asText()).isEqualTo("invalid_json");
    assertThat(json(broken).path("line").asInt()).isEqualTo(2);
    assertThat(good.body()).isEqualTo("Ada");
  }

  @Test
  void anUnknownParameterIsNamedWithThoseThatThereAre() throws Exception {
    start(
        routes -> {
          routes.get(
              "/some",
              ctx -> {
                QueryParameters.requireKnown(ctx, List.of("limit", "state"));
                ctx.result("good");
              });
          routes.get("/none", ctx -> QueryParameters.requireKnown(ctx, List.of()));
        });

    assertThat(get("/some?limit=2&state=a&state=b").body()).isEqualTo("good");
    assertProblem(
        get("/some?limit=2&stat%65s=a"),
        400,
        "unknown_parameter",
        "there is no parameter 'states'; this path takes limit, state");
    assertThat(json(get("/none?page")).path("parameter").asText()).isEqualTo("page");
  }

  private record Greeting(String name) {}
}
