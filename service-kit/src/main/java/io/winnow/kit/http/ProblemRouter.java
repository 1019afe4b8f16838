package io.winnow.kit.http;

import io.javalin.config.JavalinState;
import io.javalin.router.InternalRouter;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.jspecify.annotations.Nullable;

/**
 * Routes as Javalin does, but for what fails while a result is streamed: Javalin would log it and
 * end the response as if it were whole.
 */
final class ProblemRouter extends InternalRouter {

  ProblemRouter(JavalinState state) {
    super(state.wsRouter, state.eventManager, state.router, state.jetty);
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
