package io.winnow.kit.dialect;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpStatus;

/** {@code errorType, status, errorNumber, message, diagnosticCode}: XML unless JSON is accepted. */
final class InsideviewErrors implements ErrorForm {
  private static final int LETTERS_OF_DIAGNOSTIC_CODE = 20;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  @Override
  public DialectError own(Failure failure) {
    int status = failure.status() == 402 ? 400 : failure.status();
    String message =
        failure.status() == 401
            ? "Unauthorized Error - Cannot use API's without setting a valid accessToken in header."
            : failure.detail();
    return DialectError.of(status, status + "-1", message);
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    String type = HttpStatus.getMessage(error.status());
    String accept = request.header("Accept");
    if (accept != null && accept.contains("json")) {
      String json =
          "{\"errorType\":%s,\"status\":%d,\"errorNumber\":%s,\"message\":%s,\"diagnosticCode\":%s}"
              .formatted(
                  JsonText.string(type),
                  error.status(),
                  JsonText.string(error.code()),
                  JsonText.string(error.text()),
                  JsonText.string(diagnosticCode()));
      return new WireError(error.status(), "application/json", json);
    }
    String xml =
        XmlText.standalone()
            .open("error")
            .element("errorType", type)
            .element("status", Integer.toString(error.status()))
            .element("errorNumber", error.code())
            .element("message", error.text())
            .element("diagnosticCode", diagnosticCode())
            .close()
            .toString();
    return new WireError(error.status(), "application/xml", xml);
  }

  private static String diagnosticCode() {
    StringBuilder code = new StringBuilder(LETTERS_OF_DIAGNOSTIC_CODE);
    for (int i = 0; i < LETTERS_OF_DIAGNOSTIC_CODE; i++) {
      code.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
