package io.winnow.gateway.http;

import io.winnow.kit.http.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An address as a segment of a path (RFC 3986, section 3.3): percent-encoded UTF-8, in which a plus
 * is a plus.
 */
final class AddressInPath {
  /** Far more than any address has, so that whoever sends a longer one hears its syntax fault. */
  private static final int MOST_CHARACTERS = 1_000;

  private AddressInPath() {}

  /**
   * @param path raw, as in the request line
   * @throws Problem when it is blank, too long or not encoded so
   */
  static String of(String path) {
    String address = decode(path.substring(path.lastIndexOf('/') + 1));
    if (address.isBlank()) {
      throw missing();
    }
    if (address.length() > MOST_CHARACTERS) {
      throw Problem.of(
          400,
          "address_too_long",
          "the address has more than %,d characters; no address has more than 254"
              .formatted(MOST_CHARACTERS));
    }
    return address;
  }

  static Problem missing() {
    return Problem.of(
        400,
        "address_missing",
        "name the address to be verified in the path, such as /v1/addresses/anna%40example.com");
  }

  private static String decode(String segment) {
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.write(raw[i]);
        continue;
      }
      if (i + 2 >= raw.length
          || !HexFormat.isHexDigit(raw[i + 1])
          || !HexFormat.isHexDigit(raw[i + 2])) {
        throw badlyEncoded();
      }
      bytes.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw badlyEncoded();
    }
  }

  private static Problem badlyEncoded() {
    return Problem.of(
        400,
        "invalid_address_encoding",
        "the address in the path is not percent-encoded UTF-8; encode it, with %25 for a percent"
            + " sign and %2F for a slash");
  }
}
