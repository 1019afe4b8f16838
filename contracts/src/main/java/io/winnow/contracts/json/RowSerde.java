package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the records that exist once per row. They are the bulk of all bytes, so they are written
 * and read field by field, without reflection. Safe for concurrent use.
 *
 * <p>Text comes back as it was, whatever it holds. Surrogates are written as JSON escapes, so that
 * also half a pair, which is no Unicode and cannot stand in UTF-8, goes through.
 *
 * @param <T> the record
 */
public abstract sealed class RowSerde<T> implements Serde<T>, Serializer<T>, Deserializer<T>
    permits AddressSubmittedSerde,
        AddressVerifiedSerde,
        ProbeRequestedSerde,
        RowTally.FromAddressVerified {
  private static final int TYPICAL_BYTES = 256;

  private final String what;
  private final int newestVersion;

  RowSerde(String what, int newestVersion) {
    this.what = what;
    this.newestVersion = newestVersion;
  }

  abstract void write(JsonGenerator json, T value) throws IOException;

  abstract T read(JsonParser json) throws IOException;

  /**
   * @throws SerializationException when the value cannot be written
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public final byte[] serialize(@Nullable String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(TYPICAL_BYTES)) {
      try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
        write(json, value);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new SerializationException("cannot write " + what, e);
    }
  }

  /**
   * @throws SerializationException when the bytes are not the JSON of such a record, lack a field,
   *     or are of a version that this reader does not know
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public final T deserialize(@Nullable String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try (JsonParser json = Json.FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new SerializationException(what + ": not a JSON object");
      }
      T value = read(json);
      checkNothingFollows(json);
      return value;
    } catch (IOException | IllegalArgumentException e) {
      throw new SerializationException(what + ": " + e.getMessage(), e);
    }
  }

  /** For a reader that needs the whole of what it reads. */
  void checkNothingFollows(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw new SerializationException(what + ": something follows the JSON object");
    }
  }

  /** The version under the parser; fails unless this reader knows it. */
  final int version(JsonParser json) throws IOException {
    int version = number(json, RowFields.VERSION);
    if (version < 1 || version > newestVersion) {
      throw new SerializationException(
          what + ": version " + version + " is unknown here, newest is " + newestVersion);
    }
    return version;
  }

  final <F> F require(@Nullable F field, String name) {
    if (field == null) {
      throw new SerializationException(what + ": field '" + name + "' is missing");
    }
    return field;
  }

  final int require(int field, String name) {
    if (field < 0) {
      throw new SerializationException(what + ": field '" + name + "' is missing or negative");
    }
    return field;
  }

  final long require(long field, String name) {
    if (field < 0) {
      throw new SerializationException(what + ": field '" + name + "' is missing or negative");
    }
    return field;
  }

  final int number(JsonParser json, String name) throws IOException {
    long number = longNumber(json, name);
    if (number != (int) number) {
      throw new SerializationException(what + ": field '" + name + "' is too great");
    }
    return (int) number;
  }

  final long longNumber(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new SerializationException(what + ": field '" + name + "' is not a whole number");
    }
    return json.getLongValue();
  }

  /** An optional text, which may be null as well as absent. */
  final @Nullable String textOrNull(JsonParser json, String name) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : text(json, name);
  }

  /** An optional moment in ISO-8601. */
  final @Nullable Instant instantOrNull(JsonParser json, String name) throws IOException {
    String text = textOrNull(json, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SerializationException(what + ": field '" + name + "' is no moment: " + text, e);
    }
  }

  final String text(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new SerializationException(what + ": field '" + name + "' is not text");
    }
    return json.getText();
  }

  final List<String> texts(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new SerializationException(what + ": field '" + name + "' is not an array");
    }
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json, name));
    }
    return texts;
  }

  static void writeIfPresent(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  static void writeCells(JsonGenerator json, int column, List<String> cells) throws IOException {
    json.writeNumberField(RowFields.COLUMN, column);
    json.writeArrayFieldStart(RowFields.CELLS);
    for (String cell : cells) {
      json.writeString(cell);
    }
    json.writeEndArray();
  }

  @Override
  public final Serializer<T> serializer() {
    return this;
  }

  @Override
  public final Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public void configure(java.util.Map<String, ?> configs, boolean isKey) {}

  @Override
  public void close() {}
}
