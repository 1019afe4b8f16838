package io.winnow.sink.dialect.bevservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.access.UnknownBodies;
import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BoundedJson;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a call says in its body. Numbers may come as strings, since some clients send them so.
 *
 * @param caller on whose behalf it is made
 * @param form how the answer is to be written
 */
record Fields(JsonNode body, Caller caller, BevserviceForm form) {

  /** Bodies of this kind that are read before their key is known: eight of the largest. */
  static final int MOST_UNKNOWN_BYTES = 8 << 20;

  /**
   * Reads a body and checks its key.
   *
   * @param unknown for those whose key is in the body alone
   * @param allowed forms of the answer
   * @throws DialectError when it is no good call
   */
  static Fields of(Context context, UnknownBodies unknown, List<BevserviceForm> allowed)
      throws IOException {
    return unknown.read(context, body -> of(context, body, allowed), Fields::full);
  }

  private static DialectError full() {
    return DialectError.of(503, "Too many large requests whose apiKey is in the body. Try again.");
  }

  private static Fields of(Context context, InputStream sent, List<BevserviceForm> allowed)
      throws IOException {
    JsonNode body = read(sent);
    String format = body.path("format").asText("");
    allowed.stream()
        .filter(form -> form.wireName().equals(format))
        .findFirst()
        .ifPresent(form -> Dialect.answerIn(context, form.wireName()));
    Caller caller = Gate.pass(context, body.path("apiKey").textValue());
    return new Fields(
        body,
        caller,
        body.path("format").isMissingNode() || body.path("format").isNull()
            ? BevserviceForm.JSON
            : BevserviceForm.parse(format, allowed));
  }

  private static JsonNode read(InputStream sent) throws IOException {
    try {
      JsonNode body = BoundedJson.SMALL.tree(sent);
      if (body.isObject()) {
        return body;
      }
    } catch (MalformedInput e) {
      throw DialectError.of(
          400, "The request body should be a valid JSON object: %s.".formatted(e.getMessage()));
    }
    throw DialectError.of(400, "The request body should be a valid JSON object.");
  }

  /** The required id. Empty when it can be no job's. */
  Optional<JobId> id() {
    JsonNode id = body.path("id");
    if (id.isMissingNode() || id.isNull()) {
      throw DialectError.of(400, "The id field is required.");
    }
    return id("id", id);
  }

  /** The required ids, without those that can be no job's. */
  List<JobId> ids() {
    JsonNode ids = body.path("ids");
    if (ids.isMissingNode() || ids.isNull()) {
      throw DialectError.of(400, "The ids field is required.");
    }
    if (!ids.isArray()) {
      throw DialectError.of(400, "The ids field should be an array.");
    }
    Set<JobId> found = new LinkedHashSet<>();
    ids.forEach(id -> id("ids", id).ifPresent(found::add));
    return List.copyOf(found);
  }

  private static Optional<JobId> id(String name, JsonNode node) {
    if (!node.isTextual() && !node.isNumber()) {
      throw notInteger(name);
    }
    String text = node.asText().strip();
    if (!text.matches("-?[0-9]{1,40}")) {
      throw notInteger(name);
    }
    try {
      return Optional.of(JobId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no job's, and the same to the client as one that is not there
    }
  }

  private static DialectError notInteger(String name) {
    return DialectError.of(400, "The %s field should be an integer.".formatted(name));
  }

  /** A whole number; the default when nothing is said. */
  int number(String name, int least, int most, int otherwise) {
    JsonNode node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    String text = node.isTextual() || node.isNumber() ? node.asText().strip() : "";
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw DialectError.of(
        400,
        most == Integer.MAX_VALUE
            ? "The %s field should be an integer of at least %d.".formatted(name, least)
            : "The %s field should be an integer between %d and %d.".formatted(name, least, most));
  }

  /** Yes or no; the default when nothing is said. */
  boolean flag(String name, boolean otherwise) {
    JsonNode node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    return switch (node.asText()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw DialectError.of(400, "The %s field should be a boolean.".formatted(name));
    };
  }

  /** One of two words; the first when nothing is said. */
  String word(String name, String first, String second) {
    String said = body.path(name).asText(first);
    if (body.path(name).isNull() || said.equals(first)) {
      return first;
    }
    if (said.equals(second)) {
      return second;
    }
    throw DialectError.of(
        400,
        "The %s field should have one of the following values: %s, %s."
            .formatted(name, second, first));
  }
}
