package io.winnow.kit.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.validation.ValidationException;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.DialectErrors;
import io.winnow.kit.dialect.ExactType;
import io.winnow.kit.dialect.WireError;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of whatever a route throws. */
final class ProblemRoutes {
  private static final Logger log = LoggerFactory.getLogger(ProblemRoutes.class);

  private static final String BROKEN_OFF = ProblemRoutes.class.getName() + ".broken-off";

  private ProblemRoutes() {}

  /** To be called before there are routes. */
  static void install(JavalinConfig config) {
    config.unsafe.internalRouter = new ProblemRouter(config.unsafe);
    RoutesConfig routes = config.routes;
    routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem, problem));
    routes.exception(DialectError.class, (error, ctx) -> answer(ctx, error));
    routes.exception(
        HttpResponseException.class, (error, ctx) -> answer(ctx, problemOf(error, ctx), error));
    routes.exception(
        ValidationException.class, (error, ctx) -> answer(ctx, problemOf(error), error));
    routes.exception(Exception.class, (failure, ctx) -> fail(ctx.res(), failure));
    config.router.javaLangErrorHandler(ProblemRoutes::fail);
  }

  private static Problem problemOf(HttpResponseException error, Context ctx) {
    return switch (error) {
      case MethodNotAllowedResponse notAllowed -> {
        String allowed = String.join(", ", notAllowed.getDetails().values());
        yield ProblemJson.ofStatus(
                405, "%s takes %s, not %s".formatted(ctx.path(), allowed, ctx.method()))
            .withHeader("Allow", allowed);
      }
      case NotFoundResponse _ ->
          ProblemJson.ofStatus(
              404, "there is nothing at %s %s".formatted(ctx.method(), ctx.path()));
      default -> ProblemJson.ofStatus(error.getStatus(), error.getMessage());
    };
  }

  private static Problem problemOf(ValidationException error) {
    List<String> parameters = List.copyOf(error.getErrors().keySet());
    return Problem.of(400, "bad_request", "not as expected: " + String.join(", ", parameters))
        .with("parameters", parameters);
  }

  private static void answer(Context ctx, Problem problem, Exception cause) {
    write(ctx.res(), problem, cause);
  }

  /** What a dialect's route has found; elsewhere nobody throws such. */
  private static void answer(Context ctx, DialectError error) {
    HttpServletResponse response = ctx.res();
    Dialect dialect = Dialect.of(ctx.path()).orElseThrow(() -> error);
    WireError wire = DialectErrors.of(dialect, requestOf(response), error);
    write(response, new ProblemBytes(wire), Map.of(), error);
  }

  /** Something that no client caused. */
  static void fail(HttpServletResponse response, Throwable failure) {
    ServletContextRequest request = requestOf(response);
    if (request.getAttribute(BROKEN_OFF) != null) {
      log.debug("after request {} was broken off", RequestScope.idOf(request), failure);
      return;
    }
    String id = RequestScope.idOf(request);
    log.error("request {} failed", id, failure);
    write(response, ProblemJson.internalError(id), failure);
  }

  private static void write(HttpServletResponse response, Problem problem, Throwable cause) {
    write(response, ProblemBytes.of(requestOf(response), problem), problem.headers(), cause);
  }

  private static void write(
      HttpServletResponse response,
      ProblemBytes answer,
      Map<String, String> headers,
      Throwable cause) {
    if (response.isCommitted()) {
      requestOf(response).setAttribute(BROKEN_OFF, true);
      requestOf(response).getServletChannel().abort(cause);
      return;
    }
    response.reset();
    ServletContextResponse jetty = ServletContextResponse.getServletContextResponse(response);
    RequestScope.putHeaders(jetty.getHeaders(), RequestScope.idOf(requestOf(response)));
    headers.forEach(response::setHeader);
    response.setStatus(answer.status());
    ExactType.put(response, answer.contentType());
    response.setContentLength(answer.bytes().length);
    boolean unread = UnreadBody.of(requestOf(response));
    if (unread) {
      response.setHeader("Connection", "close");
    }
    try {
      response.getOutputStream().write(answer.bytes());
      response.flushBuffer();
    } catch (EofException e) {
      log.debug("the client left before it could read of {}", String.valueOf(cause), e);
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot answer " + cause, e);
    }
    // whoever was too slow to be waited for is not waited for now
    if (unread && answer.status() != 408) {
      UnreadBody.discard(requestOf(response));
    }
  }

  private static ServletContextRequest requestOf(ServletResponse response) {
    return Request.as(
        ServletContextResponse.getServletContextResponse(response).getRequest(),
        ServletContextRequest.class);
  }
}
