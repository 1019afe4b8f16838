package io.winnow.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.winnow.contracts.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The form of a {@link Problem} on the wire. */
final class ProblemJson {
  private ProblemJson() {}

  static final String CONTENT_TYPE = "application/problem+json";

  /** RFC 9457, section 3; the type is {@code about:blank}, {@code code} is what programs go by. */
  static byte[] bytes(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", HttpStatus.getMessage(problem.status()));
    json.put("status", problem.status());
    json.put("detail", problem.detail());
    json.put("code", problem.code());
    problem.members().forEach(json::putIfAbsent);
    try {
      return WRITER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("problem " + problem.code() + " cannot be written", e);
    }
  }

  /** An error that has a status and nothing more, such as {@code 404}, code {@code not_found}. */
  static Problem ofStatus(int status, @Nullable String detail) {
    String title = HttpStatus.getMessage(status);
    String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return Problem.of(status, code, detail == null || detail.isBlank() ? title : detail);
  }

  /** An error that is ours; the id leads to the log. */
  static Problem internalError(String id) {
    return Problem.of(
            500,
            "internal_error",
            "Winnow failed at this request; its log says why, under request id " + id)
        .with("request_id", id);
  }

  /** Members stay in their order; Winnow's mapper would sort those of a map. */
  private static final ObjectWriter WRITER =
      Json.MAPPER.writer().without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
}
