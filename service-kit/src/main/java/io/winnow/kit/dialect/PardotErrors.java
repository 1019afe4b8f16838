package io.winnow.kit.dialect;

import java.util.regex.Pattern;

/**
 * {@code <rsp stat="fail" version="1.0"><err code="N">…</err></rsp>}, or the same in JSON. The
 * status of HTTP is the one that each version's years had: 200 in version 3, 400 in version 4. Only
 * what is not the client's to mend keeps its own.
 */
final class PardotErrors implements ErrorForm {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final Pattern VERSION_4 = Pattern.compile(".*/version/4(/.*)?");

  @Override
  public DialectError own(Failure failure) {
    return switch (failure.status()) {
      case 401 -> DialectError.of(OK, "1", "Invalid API key or user key");
      case 402 ->
          DialectError.of(
              OK,
              "67",
              "You have reached or exceeded the limit of how many of this type of object you may"
                  + " have.");
      case 403 -> DialectError.of(OK, "49", "Access Denied");
      case 404 -> DialectError.of(OK, "2", "Invalid action");
      case 405 -> DialectError.of(OK, "60", "Invalid HTTP request method");
      case 413, 414, 431 -> DialectError.of(OK, "52", "Invalid parameter range");
      case 429 -> tooMany(failure);
      default ->
          failure.status() < 500
              ? DialectError.of(OK, "51", "Invalid parameter")
              : DialectError.of(failure.status(), "85", "Unable to save the prospect");
    };
  }

  private static DialectError tooMany(Failure failure) {
    return failure.code().equals("too_many_wrong_keys")
        ? DialectError.of(
            OK,
            "131",
            "Your account is locked due to too many failed login attempts. Reset your password at"
                + " https://pi.pardot.com/user/passwordReset")
        : DialectError.of(
            OK,
            "66",
            "You have exceeded your concurrent request limit.  Please wait, before trying again");
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    boolean oldWay = error.status() != OK || !VERSION_4.matcher(request.path()).matches();
    int status = oldWay ? error.status() : BAD_REQUEST;
    String form = Dialect.form(request);
    if ("json".equals(form == null ? request.query("format") : form)) {
      String attributes =
          "{\"stat\":\"fail\",\"version\":1,\"err_code\":%s}".formatted(error.code());
      return new WireError(
          status,
          "application/json",
          "{\"@attributes\":%s,\"err\":%s}".formatted(attributes, JsonText.string(error.text())));
    }
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rsp stat="fail" version="1.0">
            <err code="%s">%s</err>
        </rsp>
        """
            .formatted(error.code(), XmlText.escaped(error.text()));
    return new WireError(status, "text/xml; charset=utf-8", xml);
  }
}
