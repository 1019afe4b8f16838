package io.winnow.kit.dialect;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * {@code errorType, status, errorNumber, message, diagnosticCode}: XML unless JSON is preferred. An
 * error number is the status and a number; those that the vendor does not tell begin at 1.
 */
final class InsideviewErrors implements ErrorForm {
  private static final int LETTERS_OF_DIAGNOSTIC_CODE = 20;
  private static final int RADIX = 36;

  @Override
  public DialectError own(Failure failure) {
    return switch (failure.status()) {
      case 401 ->
          DialectError.of(
              401,
              "401-1",
              "Unauthorized Error - Cannot use API's without setting a valid accessToken in"
                  + " header.");
      case 402 -> DialectError.of(400, "400-201", "Insufficient transaction quota available.");
      case 404, 410 -> DialectError.of(404, "404-1", "Invalid ID, record not found.");
      case 405 -> DialectError.of(405, "405-1", "Method Not Allowed.");
      case 429 -> DialectError.of(429, "429-1", "Request is throttled.");
      default -> DialectError.of(failure.status(), failure.status() + "-1", failure.detail());
    };
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    String type = HttpStatus.getMessage(error.status());
    String diagnosticCode = diagnosticCode(request.id());
    if (AcceptedForm.isJson(request.header("Accept"))) {
      String json =
          "{\"errorType\":%s,\"status\":%d,\"errorNumber\":%s,\"message\":%s,\"diagnosticCode\":%s}"
              .formatted(
                  JsonText.string(type),
                  error.status(),
                  JsonText.string(error.code()),
                  JsonText.string(error.text()),
                  JsonText.string(diagnosticCode));
      return new WireError(error.status(), "application/json", json);
    }
    String xml =
        XmlText.standalone()
            .open("error")
            .element("errorType", type)
            .element("status", Integer.toString(error.status()))
            .element("errorNumber", error.code())
            .element("message", error.text())
            .element("diagnosticCode", diagnosticCode)
            .close()
            .toString();
    return new WireError(error.status(), "application/xml", xml);
  }

  /** Made of the request's id, which the log has. */
  private static String diagnosticCode(String requestId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(requestId.getBytes(StandardCharsets.UTF_8));
      String digits =
          "0".repeat(LETTERS_OF_DIAGNOSTIC_CODE) + new BigInteger(1, hash).toString(RADIX);
      return digits.substring(digits.length() - LETTERS_OF_DIAGNOSTIC_CODE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
