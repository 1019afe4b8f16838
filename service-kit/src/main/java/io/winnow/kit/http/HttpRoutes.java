package io.winnow.kit.http;

import io.javalin.config.RoutesConfig;

/** A part of the HTTP interface, which a service brings along. */
@FunctionalInterface
public interface HttpRoutes {
  /** Adds its routes. */
  void addTo(RoutesConfig routes);

  /** The server takes no more requests: those that only wait for something are to end. */
  default void stopping() {}
}
