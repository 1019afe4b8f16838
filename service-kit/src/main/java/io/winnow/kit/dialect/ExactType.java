package io.winnow.kit.dialect;

import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Content types to the byte: the server would write the ones that it knows in a way of its own,
 * such as {@code text/xml;charset=utf-8}, and some clients compare them as they are.
 */
public final class ExactType {
  private ExactType() {}

  /** To be called last, when nothing else of the head changes any more. */
  public static void put(HttpServletResponse response, String contentType) {
    ServletContextResponse servlet = ServletContextResponse.getServletContextResponse(response);
    response.setContentType(contentType);
    servlet.getWrapped().getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, contentType));
  }
}
