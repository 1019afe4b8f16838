package io.winnow.kit.dialect;

/**
 * {@code {"Status":"…"}}: "OK" is success, and any other text an error. The status of HTTP says the
 * same, as Winnow has it.
 */
final class LoqateErrors implements ErrorForm {
  private static final String JSON = "application/json; charset=utf8";

  @Override
  public DialectError own(Failure failure) {
    return DialectError.of(
        failure.status(),
        switch (failure.code()) {
          case "missing_key" -> "No lqtkey: send the key as ?lqtkey=KEY";
          case "invalid_key" -> "Invalid lqtkey";
          case "insufficient_credits" -> "Insufficient credit";
          default -> failure.detail();
        });
  }

  @Override
  public WireError render(WireRequest request, DialectError error) {
    return new WireError(
        error.status(), JSON, JsonText.object("Status", JsonText.string(error.text())));
  }
}
