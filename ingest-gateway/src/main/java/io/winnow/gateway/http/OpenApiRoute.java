package io.winnow.gateway.http;

import io.javalin.config.RoutesConfig;
import io.winnow.kit.http.HttpRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.yaml}: the description of the whole HTTP interface, as it is in docs. */
public final class OpenApiRoute implements HttpRoutes {
  private static final String RESOURCE = "/io/winnow/gateway/openapi.yaml";

  private final byte[] document = read();

  private static byte[] read() {
    try (InputStream resource = OpenApiRoute.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("the build has left out " + RESOURCE);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/openapi.yaml", context -> context.contentType("application/yaml").result(document));
  }
}
