package io.winnow.kit.dialect;

import org.eclipse.jetty.server.Request;

/**
 * The one place in which errors get the form of a dialect, whoever found them: the server, the
 * check of keys, an operation, or a dialect's own route. A new dialect does not compile until it
 * says here how it tells them.
 */
public final class DialectErrors {
  private DialectErrors() {}

  private static ErrorForm form(Dialect dialect) {
    return switch (dialect) {
      case LOQATE -> new LoqateErrors();
      case BEVSERVICE -> new BevserviceErrors();
      case PARDOT -> new PardotErrors();
      case INSIDEVIEW -> new InsideviewErrors();
    };
  }

  /** What Winnow found, in the dialect's form. */
  public static WireError of(Dialect dialect, Request request, Failure failure) {
    ErrorForm form = form(dialect);
    return form.render(new WireRequest(request), form.own(failure));
  }

  /** What the dialect's own route found, in its form. */
  public static WireError of(Dialect dialect, Request request, DialectError error) {
    return form(dialect).render(new WireRequest(request), error);
  }
}
