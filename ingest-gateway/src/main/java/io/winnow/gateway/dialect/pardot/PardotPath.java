package io.winnow.gateway.dialect.pardot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path: {@code /api/OBJECT} with {@code version/V}, {@code do/OPERATION} and what names the
 * object, {@code email/E}, {@code id/N} or {@code fid/F}, behind it in any order, as clients have
 * them in two.
 *
 * @param version 3 when the path does not say
 * @param operation null when the path does not say
 * @param keyField null when nothing is named
 * @param key empty when nothing is named
 */
record PardotPath(
    Version version, @Nullable String operation, @Nullable String keyField, String key) {

  /**
   * @param raw as in the request line, beginning with {@code /api/OBJECT}
   * @throws io.winnow.kit.dialect.DialectError when it cannot be read
   */
  static PardotPath of(String raw) {
    Version version = null;
    String operation = null;
    String keyField = null;
    String key = "";
    Iterator<String> segments = List.of(raw.split("/", -1)).listIterator(3);
    while (segments.hasNext()) {
      String name = decoded(segments.next());
      if (name.isEmpty() && !segments.hasNext()) {
        break;
      }
      String value = segments.hasNext() ? decoded(segments.next()) : "";
      switch (name) {
        case "version" -> version = requireFirst(version, Version.of(value));
        case "do" -> operation = requireFirst(operation, value);
        case "email", "id", "fid" -> {
          keyField = requireFirst(keyField, name);
          key = value;
        }
        default -> throw PardotError.INVALID_ACTION.fault();
      }
    }
    return new PardotPath(version == null ? Version.THREE : version, operation, keyField, key);
  }

  private static <T> T requireFirst(@Nullable T before, T now) {
    if (before != null) {
      throw PardotError.INVALID_ACTION.fault();
    }
    return now;
  }

  /** Percent-encoded, and a plus is a plus. */
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw PardotError.INVALID_PARAMETER.fault();
    }
  }
}
