package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a row whoever has written it, and tells what is wrong with it. */
final class AnyReader extends RowReader {
  private static final ObjectReader TREES =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonParser json;
  private JsonToken token = JsonToken.NOT_AVAILABLE;

  /**
   * @param json before its first token; closed by the caller
   */
  AnyReader(JsonParser json) throws IOException {
    this.json = json;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
  }

  @Override
  @Nullable String nextField() throws IOException {
    String name = json.nextFieldName();
    if (name != null) {
      token = json.nextToken();
    }
    return name;
  }

  @Override
  void skip() throws IOException {
    if (token.isStructStart()) {
      json.skipChildren();
    }
  }

  @Override
  long longNumber(String field) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw new IllegalArgumentException("field '" + field + "' is not a whole number");
    }
    return json.getLongValue();
  }

  @Override
  String text(String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException("field '" + field + "' is not text");
    }
    return json.getText();
  }

  @Override
  @Nullable String textOrNull(String field) throws IOException {
    return token == JsonToken.VALUE_NULL ? null : text(field);
  }

  @Override
  List<String> texts(String field) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("field '" + field + "' is not an array");
    }
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(field));
    }
    return texts;
  }

  @Override
  void beginObject(String field) {
    if (token != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("field '" + field + "' is not an object");
    }
  }

  @Override
  boolean nextElement(String field, boolean begins) throws IOException {
    if (begins && token != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("field '" + field + "' is not an array");
    }
    token = json.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("field '" + field + "' holds what is not an object");
    }
    return true;
  }

  @Override
  boolean isTrue(String field) throws IOException {
    skip();
    return token == JsonToken.VALUE_TRUE;
  }

  @Override
  @Nullable String objectOrNull(String field) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("field '" + field + "' is not an object");
    }
    return TREES.readTree(json).toString();
  }

  @Override
  void end() throws IOException {
    if (json.nextToken() != null) {
      throw new IllegalArgumentException("something follows the JSON object");
    }
  }
}
