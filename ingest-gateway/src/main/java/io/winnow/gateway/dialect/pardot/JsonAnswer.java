package io.winnow.gateway.dialect.pardot;

import io.winnow.kit.dialect.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers in JSON: every one has {@code @attributes}. */
final class JsonAnswer {
  private JsonAnswer() {}

  /** To the last byte. */
  static String of(Answer answer) {
    return switch (answer) {
      case Answer.ApiKey login -> document(true, "api_key", JsonText.string(login.apiKey()));
      case Answer.Batch batch ->
          document(batch.errors().isEmpty(), "errors", errors(batch.errors()));
      case Answer.One one -> document(true, "prospect", prospect(one.prospect()));
      case Answer.Page page -> document(true, "result", result(page));
      case Answer.Nothing _ -> "";
    };
  }

  private static String document(boolean ok, String name, String value) {
    return "{\"@attributes\":{\"stat\":\"%s\",\"version\":1},%s:%s}"
        .formatted(ok ? "ok" : "fail", JsonText.string(name), value);
  }

  private static String errors(Map<String, String> errors) {
    return errors.entrySet().stream()
        .map(error -> JsonText.string(error.getKey()) + ":" + JsonText.string(error.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** One prospect is an object, several are an array, and none are not mentioned. */
  private static String result(Answer.Page page) {
    String total = page.total() == null ? "" : "\"total_results\":" + page.total();
    List<String> prospects = page.prospects().stream().map(JsonAnswer::prospect).toList();
    String told =
        switch (prospects.size()) {
          case 0 -> "";
          case 1 -> "\"prospect\":" + prospects.getFirst();
          default -> "\"prospect\":[" + String.join(",", prospects) + "]";
        };
    String comma = total.isEmpty() || told.isEmpty() ? "" : ",";
    return "{" + total + comma + told + "}";
  }

  private static String prospect(Prospect prospect) {
    String campaign = prospect.campaign();
    return prospect.cells().stream()
        .map(cell -> JsonText.string(cell.name()) + ":" + value(cell.kind(), cell.value()))
        .collect(
            Collectors.joining(
                ",",
                "{",
                campaign == null ? "}" : ",\"campaign\":{\"id\":" + campaign + ",\"name\":null}}"));
  }

  private static String value(ProspectField.Kind kind, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "null";
    }
    return switch (kind) {
      case TEXT -> JsonText.string(value);
      case NUMBER -> value;
      case BOOLEAN -> value.equals("1") ? "true" : "false";
    };
  }
}
