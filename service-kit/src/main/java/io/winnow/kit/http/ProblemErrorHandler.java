package io.winnow.kit.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors that the server finds before any route is asked, such as a request it cannot read. */
final class ProblemErrorHandler extends ErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemErrorHandler.class);

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = RequestScope.idOf(request);
    Problem problem =
        status < 500 || status == HttpStatus.SERVICE_UNAVAILABLE_503
            ? ProblemJson.ofStatus(status, reason(message, cause))
            : internalError(status, id, cause);
    RequestScope.putHeaders(response.getHeaders(), id);
    ProblemBytes answer = ProblemBytes.of(request, problem);
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.write(true, ByteBuffer.wrap(answer.bytes()), callback);
  }

  private static Problem internalError(int status, String id, @Nullable Throwable cause) {
    log.error("request {} failed with status {}", id, status, cause);
    return ProblemJson.internalError(id);
  }

  private static @Nullable String reason(@Nullable String message, @Nullable Throwable cause) {
    return cause instanceof HttpException known ? known.getReason() : message;
  }
}
