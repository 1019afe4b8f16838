package io.winnow.gateway.dialect.pardot;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.access.UnknownBodies;
import io.winnow.kit.accounts.SessionKeys;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.ExactType;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.directory.DirectoryUnavailable;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/login} and {@code /api/prospect}, as Pardot's clients send them in its versions 3 and
 * 4.
 */
public final class PardotRoutes implements HttpRoutes {
  private static final String JSON = "json";

  /** 50 prospects of a megabyte in all, percent-encoded. */
  private static final int MOST_BODY_BYTES = 4 << 20;

  private final Prospects prospects;
  private final Function<String, Optional<String>> sessionKeys;

  private final UnknownBodies unknown = new UnknownBodies(16 * MOST_BODY_BYTES);
  private final ConcurrentRequests concurrent;

  /**
   * @param desk where the directory is asked, started by whoever made it
   * @param sessionKeys the session key that a login with a key gets; empty when that is none
   */
  public PardotRoutes(
      PardotSettings settings,
      DirectoryDesk desk,
      Function<String, Optional<String>> sessionKeys,
      InstantSource clock) {
    this.prospects = new Prospects(desk, clock);
    this.sessionKeys = sessionKeys;
    this.concurrent = new ConcurrentRequests(settings.concurrentRequests());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    for (HandlerType method :
        new HandlerType[] {
          HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE
        }) {
      add(routes, method, "/api/login", this::login);
      add(routes, method, "/api/prospect", this::prospect);
    }
  }

  private static void add(RoutesConfig routes, HandlerType method, String path, Handler handler) {
    routes.addHttpHandler(method, path, handler);
    routes.addHttpHandler(method, path + "/<rest>", handler);
  }

  private void login(Context context) throws IOException {
    FormParameters parameters = boundedParameters(context);
    PardotPath path = PardotPath.of(context.req().getRequestURI());
    if (path.operation() != null || path.keyField() != null) {
      throw PardotError.INVALID_ACTION.fault();
    }
    if (!context.method().equals(HandlerType.POST)) {
      throw PardotError.INVALID_METHOD.fault();
    }
    String password = parameters.filled("password");
    String userKey = parameters.filled("user_key");
    if (parameters.filled("email") == null || password == null || userKey == null) {
      throw PardotError.LOGIN_FAILED.fault();
    }
    pass(context, password, PardotError.LOGIN_FAILED);
    String sessionKey = sessionKeys.apply(password).orElseThrow(PardotError.LOGIN_FAILED::fault);
    if (!userKey.equals(password) && !userKey.equals(SessionKeys.userKey(password))) {
      throw PardotError.LOGIN_FAILED.fault();
    }
    answer(context, parameters, new Answer.ApiKey(sessionKey));
  }

  private void prospect(Context context) throws IOException {
    // who says who he is before the body is asked before the body is read
    FormParameters url = FormParameters.ofUrl(context);
    Dialect.answerIn(context, form(url));
    Credentials early = Credentials.of(context.header("Authorization"), url);
    Caller known =
        early.missing() ? null : pass(context, early.presented(), PardotError.INVALID_KEY);
    FormParameters parameters = boundedParameters(context);
    Credentials credentials = Credentials.of(context.header("Authorization"), parameters);
    Caller caller =
        known != null
            ? known
            : pass(
                context,
                credentials.missing() ? null : credentials.presented(),
                PardotError.INVALID_KEY);
    PardotPath path = PardotPath.of(context.req().getRequestURI());
    String method = context.method().name();
    if (!method.equals("GET")
        && !method.equals("POST")
        && !(method.equals("DELETE") && "delete".equals(path.operation()))) {
      throw PardotError.INVALID_METHOD.fault();
    }
    try (ConcurrentRequests.Place _ = concurrent.enter(caller.account())) {
      answer(context, parameters, prospects.run(caller.account(), path, method, parameters));
    } catch (DirectoryUnavailable e) {
      throw Problem.of(503, "directory_unavailable", String.valueOf(e.getMessage()));
    }
  }

  /** What bodies hold of those who are not known yet is bounded together. */
  private FormParameters boundedParameters(Context context) throws IOException {
    return unknown.read(
        context, body -> parameters(context, body), PardotError.TOO_MANY_AT_ONCE::fault);
  }

  /** Whatever is wrong from here on is told in the form that the request asks for. */
  private static FormParameters parameters(Context context, InputStream body) {
    FormParameters url = FormParameters.ofUrl(context);
    Dialect.answerIn(context, form(url));
    FormParameters all = FormParameters.of(context, body, MOST_BODY_BYTES);
    Dialect.answerIn(context, form(all));
    return all;
  }

  private static String form(FormParameters parameters) {
    return JSON.equals(parameters.get("format")) ? JSON : "xml";
  }

  private static Caller pass(Context context, @Nullable String key, PardotError wrong) {
    try {
      return Gate.pass(context, key);
    } catch (Problem e) {
      throw e.status() == 401 ? wrong.fault() : e;
    }
  }

  private static void answer(Context context, FormParameters parameters, Answer answer) {
    context.status(answer.status());
    if (answer instanceof Answer.Nothing) {
      ExactType.put(context.res(), "text/html; charset=utf-8");
      return;
    }
    boolean json = form(parameters).equals(JSON);
    String body = json ? JsonAnswer.of(answer) : XmlAnswer.of(answer);
    context.result(body.getBytes(StandardCharsets.UTF_8));
    ExactType.put(context.res(), json ? "application/json" : "text/xml; charset=utf-8");
  }
}
