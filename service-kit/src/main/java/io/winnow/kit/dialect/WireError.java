package io.winnow.kit.dialect;

import java.nio.charset.StandardCharsets;

/**
 * An error as it goes over the wire.
 *
 * @param status of HTTP
 * @param contentType with its parameters, exactly as the dialect has them
 * @param body to the last byte
 */
public record WireError(int status, String contentType, String body) {

  /** The body in UTF-8. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
