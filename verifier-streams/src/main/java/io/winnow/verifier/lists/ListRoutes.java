package io.winnow.verifier.lists;

import io.javalin.config.RoutesConfig;
import io.winnow.kit.http.HttpRoutes;

/** Tells of the lists in use: {@code GET /v1/lists}, an array of {@link ListStatus}. */
public final class ListRoutes implements HttpRoutes {
  private final ListLibrary library;

  public ListRoutes(ListLibrary library) {
    this.library = library;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/lists", ctx -> ctx.json(library.statuses()));
  }
}
