package io.winnow.gateway.http;

import io.javalin.http.Context;
import io.winnow.kit.http.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request that may carry them in its URL, in an {@code
 * application/x-www-form-urlencoded} body or in a {@code multipart/form-data} one. The body is held
 * in memory, within a bound. Of several values the last counts, and the body's before the URL's.
 */
public final class FormParameters {
  private static final int MOST_PARAMETERS = 10_000;

  private final Map<String, String> values;
  private final boolean foreignBody;

  private FormParameters(Map<String, String> values, boolean foreignBody) {
    this.values = Collections.unmodifiableMap(values);
    this.foreignBody = foreignBody;
  }

  /**
   * Those of the URL.
   *
   * @throws Problem when they are not percent-encoded, or too many
   */
  public static FormParameters ofUrl(Context context) {
    Map<String, String> values = new LinkedHashMap<>();
    addEncoded(context.queryString(), values);
    return new FormParameters(values, false);
  }

  /**
   * All of them. Reads the body.
   *
   * @param mostBytes of the body
   * @throws Problem when they are too large, too many, or not as their content type says
   */
  public static FormParameters of(Context context, int mostBytes) {
    return of(context, context.bodyInputStream(), mostBytes);
  }

  /**
   * The same, of a body that is read by another way.
   *
   * @param body which is not closed
   * @throws Problem when they are too large, too many, or not as their content type says
   */
  public static FormParameters of(Context context, InputStream body, int mostBytes) {
    Map<String, String> values = new LinkedHashMap<>();
    addEncoded(context.queryString(), values);
    Map<String, String> parameters = new HashMap<>();
    String type =
        HttpField.getValueParameters(
            context.contentType() == null ? "" : context.contentType(), parameters);
    try {
      byte[] bytes = body.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw Problem.of(
            413,
            "form_too_large",
            "the body has more than %,d bytes; send it in several".formatted(mostBytes));
      }
      return switch (type == null ? "" : type.strip().toLowerCase(Locale.ROOT)) {
        case "application/x-www-form-urlencoded" -> {
          addEncoded(new String(bytes, StandardCharsets.UTF_8), values);
          yield new FormParameters(values, false);
        }
        case "multipart/form-data" -> {
          addParts(bytes, parameters.get("boundary"), values);
          yield new FormParameters(values, false);
        }
        default -> new FormParameters(values, bytes.length > 0);
      };
    } catch (IOException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static void addEncoded(@Nullable String encoded, Map<String, String> values) {
    if (encoded == null || encoded.isEmpty()) {
      return;
    }
    int start = 0;
    while (start <= encoded.length()) {
      int ampersand = encoded.indexOf('&', start);
      int end = ampersand < 0 ? encoded.length() : ampersand;
      addPair(encoded.substring(start, end), values);
      start = end + 1;
    }
  }

  private static void addPair(String pair, Map<String, String> values) {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    put(values, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
  }

  private static void put(Map<String, String> values, String name, String value) {
    values.put(name, value);
    if (values.size() > MOST_PARAMETERS) {
      throw Problem.of(
          413, "form_too_large", "there are more than %,d parameters".formatted(MOST_PARAMETERS));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("a parameter is not percent-encoded");
    }
  }

  private static void addParts(byte[] bytes, @Nullable String boundary, Map<String, String> values)
      throws IOException {
    if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
      throw malformed("its content type names no boundary");
    }
    MultipartReader parts = new MultipartReader(new ByteArrayInputStream(bytes), boundary);
    for (MultipartReader.Part part = parts.next(); part != null; part = parts.next()) {
      put(values, part.name(), new String(part.content().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Problem malformed(String how) {
    return Problem.of(400, "malformed_form", "the parameters cannot be read: " + how);
  }

  /** The parameter; null when it is not there. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** The parameter; null when it is not there, or empty. */
  public @Nullable String filled(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** All parameters, in their order. */
  public Map<String, String> all() {
    return values;
  }

  /** Whether there is a body that is no form. */
  public boolean hasForeignBody() {
    return foreignBody;
  }
}
