package io.winnow.kit.dialect;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/**
 * As much of a request as an error's form depends on. Its body is not looked at.
 *
 * @param request as the server has it
 */
record WireRequest(Request request) {

  /** The first header of that name; null when there is none. */
  @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** The first value of a parameter in the URL; null when it is not there or cannot be read. */
  @Nullable String query(String name) {
    String query = request.getHttpURI().getQuery();
    if (query == null) {
      return null;
    }
    Fields fields = new Fields();
    try {
      UrlEncoded.decodeTo(query, fields::add, StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      return null; // such a query is told to be wrong in the default form
    }
    return fields.getValue(name);
  }

  /** Null when nobody has put it there. */
  @Nullable Object attribute(String name) {
    return request.getAttribute(name);
  }
}
