package io.winnow.kit.http;

import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.DialectErrors;
import io.winnow.kit.dialect.Failure;
import io.winnow.kit.dialect.WireError;
import org.eclipse.jetty.server.Request;

/**
 * An error as it is written: in the form of the dialect whose path was asked for, or else as RFC
 * 9457 has it.
 */
final class ProblemBytes {
  private final int status;
  private final String contentType;
  private final byte[] bytes;

  private ProblemBytes(int status, String contentType, byte[] bytes) {
    this.status = status;
    this.contentType = contentType;
    this.bytes = bytes;
  }

  ProblemBytes(WireError error) {
    this(error.status(), error.contentType(), error.bytes());
  }

  /** What Winnow found, as the answer to that request. */
  static ProblemBytes of(Request request, Problem problem) {
    return Dialect.of(Request.getPathInContext(request))
        .map(
            dialect ->
                new ProblemBytes(
                    DialectErrors.of(
                        dialect,
                        request,
                        new Failure(
                            problem.status(),
                            problem.code(),
                            problem.detail(),
                            RequestScope.idOf(request)))))
        .orElseGet(
            () ->
                new ProblemBytes(
                    problem.status(), ProblemJson.CONTENT_TYPE, ProblemJson.bytes(problem)));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes() {
    return bytes;
  }
}
