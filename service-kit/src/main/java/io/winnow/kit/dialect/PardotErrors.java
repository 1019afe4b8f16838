package io.winnow.kit.dialect;

/**
 * {@code <rsp stat="fail" version="1.0"><err code="N">…</err></rsp>}, or the same in JSON, with the
 * status of HTTP that the version's years had: 200.
 */
final class PardotErrors implements ErrorForm {
  private static final int OK = 200;

  @Override
  public DialectError own(Failure failure) {
    return switch (failure.status()) {
      case 401 -> DialectError.of(OK, "1", "Invalid API key or user key");
      case 402 -> DialectError.of(OK, "67", failure.detail());
      case 403 -> DialectError.of(OK, "49", "Access Denied");
      case 404 -> DialectError.of(404, "16", failure.detail());
      case 405 -> DialectError.of(405, "60", "Invalid HTTP request method");
      case 429 -> DialectError.of(429, "122", "Daily API rate limit met");
      default -> DialectError.of(failure.status(), "51", failure.detail());
    };
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    String form = Dialect.form(request);
    if ("json".equals(form == null ? request.query("format") : form)) {
      String attributes =
          "{\"stat\":\"fail\",\"version\":1,\"err_code\":%s}".formatted(error.code());
      return new WireError(
          error.status(),
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
    return new WireError(error.status(), "text/xml; charset=utf-8", xml);
  }
}
