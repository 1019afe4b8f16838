package io.winnow.kit.http;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * What surrounds every request: its id, the client's or a new one, in the log lines that the
 * request causes (MDC {@value #MDC_KEY}) and in the response; and the headers that every response
 * carries.
 */
final class RequestScope extends Handler.Wrapper {
  /** Under which log lines carry the id. */
  static final String MDC_KEY = "request_id";

  private static final String ID_HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = RequestScope.class.getName();
  private static final Pattern ACCEPTABLE = Pattern.compile("[\\w.:-]{1,64}");

  private static final HttpField[] ALWAYS = {
    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
    new PreEncodedHttpField("X-Frame-Options", "DENY"),
    new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
    new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
  };

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String id = idOf(request);
    putHeaders(response.getHeaders(), id);
    try (MDC.MDCCloseable _ = MDC.putCloseable(MDC_KEY, id)) {
      return super.handle(request, response, callback);
    }
  }

  /** Puts what every response carries, also after a reset. */
  static void putHeaders(HttpFields.Mutable headers, String id) {
    for (HttpField field : ALWAYS) {
      headers.put(field);
    }
    headers.put(ID_HEADER, id);
  }

  /** The id of a request, which is made at the first call. */
  static String idOf(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String given = request.getHeaders().get(ID_HEADER);
    String id = given != null && ACCEPTABLE.matcher(given).matches() ? given : newId();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static String newId() {
    return Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
  }
}
