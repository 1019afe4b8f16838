package io.winnow.kit.http;

import io.javalin.config.RoutesConfig;

/** A part of the HTTP interface, which a service brings along. */
@FunctionalInterface
public interface HttpRoutes {
  /** Adds its routes. */
  void addTo(RoutesConfig routes);
}
