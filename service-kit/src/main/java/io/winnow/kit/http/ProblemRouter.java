package io.winnow.kit.http;

import io.javalin.config.JavalinState;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.jspecify.annotations.Nullable;

/**
 * Routes as Javalin does, but for what fails while a result is streamed: Javalin would log it and
 * end the response as if it were whole; and but for HEAD, which Javalin would answer with 200.
 */
final class ProblemRouter extends InternalRouter {

  ProblemRouter(JavalinState state) {
    super(state.wsRouter, state.eventManager, state.router, state.jetty);
  }

  /** HEAD is answered as GET is, by the same handler; the server leaves the body out. */
  @Override
  public @Nullable ParsedEndpoint findFirstHttpHandlerEntry(HandlerType method, String requestUri) {
    ParsedEndpoint found = super.findFirstHttpHandlerEntry(method, requestUri);
    return found == null && method.equals(HandlerType.HEAD)
        ? super.findFirstHttpHandlerEntry(HandlerType.GET, requestUri)
        : found;
  }

  @Override
  public @Nullable Void handleHttpUnexpectedThrowable(
      HttpServletResponse response, Throwable failure) {
    if (failure instanceof EofException || failure instanceof QuietException) {
      return super.handleHttpUnexpectedThrowable(response, failure);
    }
    ProblemRoutes.fail(response, failure);
    return null;
  }
}
