package io.winnow.kit.dialect;

import java.util.List;

/**
 * {@code {"response":{"errors":["…"]}}} for what is wrong with a request, {@code
 * {"response":{"error":"…"}}} for everything else.
 */
final class BevserviceErrors implements ErrorForm {
  private static final List<Integer> FAULTS_OF_REQUESTS = List.of(400, 413, 415, 422);

  @Override
  public DialectError own(Failure failure) {
    return switch (failure.status()) {
      case 401 -> DialectError.of(401, "Authorisation or authentication failed");
      case 402 -> DialectError.of(402, "Insufficient balance");
      case 403 -> DialectError.of(403, "Access denied");
      default ->
          DialectError.of(
              FAULTS_OF_REQUESTS.contains(failure.status()) ? 400 : failure.status(),
              failure.detail());
    };
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    boolean several = error.status() == 400;
    if ("xml".equals(Dialect.form(request))) {
      return new WireError(error.status(), "application/xml; charset=utf-8", xml(error, several));
    }
    String content =
        several
            ? JsonText.object("errors", JsonText.strings(error.messages()))
            : JsonText.object("error", JsonText.string(error.text()));
    return new WireError(error.status(), "application/json", JsonText.object("response", content));
  }

  private static String xml(DialectError error, boolean several) {
    XmlText xml = XmlText.document().open("response");
    if (several) {
      xml.open("errors");
      error.messages().forEach(message -> xml.element("item", message));
      xml.close();
    } else {
      xml.element("error", error.text());
    }
    return xml.close().toString();
  }
}
