package io.winnow.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SequenceWriter;
import io.javalin.json.JsonMapper;
import io.winnow.contracts.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.stream.Stream;

/** Bodies in JSON, by Winnow's own mapper. What cannot be read is a {@link Problem}. */
@SuppressWarnings("TypeParameterUnusedInFormals") // so wants the interface
final class WinnowJson implements JsonMapper {

  @Override
  public String toJsonString(Object value, Type type) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + type.getTypeName() + " as JSON", e);
    }
  }

  @Override
  public InputStream toJsonStream(Object value, Type type) {
    try {
      return new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + type.getTypeName() + " as JSON", e);
    }
  }

  @Override
  public void writeToOutputStream(Stream<?> stream, OutputStream out) {
    try (SequenceWriter array = Json.MAPPER.writer().writeValuesAsArray(out)) {
      for (Iterator<?> items = stream.iterator(); items.hasNext(); ) {
        array.write(items.next());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a stream as JSON", e);
    }
  }

  @Override
  public <T> T fromJsonString(String json, Type type) {
    try {
      return Json.MAPPER.readValue(json, Json.MAPPER.constructType(type));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  @Override
  public <T> T fromJsonStream(InputStream json, Type type) {
    try {
      return Json.MAPPER.readValue(json, Json.MAPPER.constructType(type));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem unreadable(JsonProcessingException e) {
    Problem problem =
        Problem.of(
            400, "invalid_json", "the body is not the JSON expected: " + e.getOriginalMessage());
    return e.getLocation() == null
        ? problem
        : problem
            .with("line", e.getLocation().getLineNr())
            .with("column", e.getLocation().getColumnNr());
  }
}
