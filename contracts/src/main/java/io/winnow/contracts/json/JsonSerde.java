package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * JSON of a record type, by its components. Null is a tombstone both ways. Safe for concurrent use.
 */
public final class JsonSerde<T> implements Serde<T>, Serializer<T>, Deserializer<T> {
  private final Class<T> type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  public JsonSerde(Class<T> type) {
    this.type = type;
    this.writer = Json.MAPPER.writerFor(type);
    this.reader = Json.MAPPER.readerFor(type);
  }

  /**
   * @throws SerializationException when the value cannot be written
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public byte[] serialize(@Nullable String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot write " + type.getSimpleName(), e);
    }
  }

  /**
   * @throws SerializationException when the bytes are not the JSON of this type
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public T deserialize(@Nullable String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      @Nullable T value = reader.readValue(bytes);
      if (value == null) {
        throw new SerializationException("not a " + type.getSimpleName() + " but null as JSON");
      }
      return value;
    } catch (IOException e) {
      throw new SerializationException(
          "not a " + type.getSimpleName() + " as JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public void configure(java.util.Map<String, ?> configs, boolean isKey) {}

  @Override
  public void close() {}
}
