package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the records that exist once per row. They are the bulk of all bytes, so they are written
 * and read field by field, by a writer and a reader of our own; what that reader does not know goes
 * to Jackson. Safe for concurrent use.
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
  private static final ThreadLocal<RowWriter> WRITERS = ThreadLocal.withInitial(RowWriter::new);

  private final String what;
  private final int newestVersion;

  RowSerde(String what, int newestVersion) {
    this.what = what;
    this.newestVersion = newestVersion;
  }

  abstract void write(RowWriter json, T value);

  /** Reads up to the object's end, or less when {@link #wholly()} says so. */
  abstract T read(RowReader json) throws IOException;

  /** Whether it needs the whole of what it reads. */
  boolean wholly() {
    return true;
  }

  /** Null for null. */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public final byte[] serialize(@Nullable String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    RowWriter json = WRITERS.get();
    json.begin();
    write(json, value);
    return json.end();
  }

  /**
   * The bytes are not to be changed any more.
   *
   * @throws SerializationException when the bytes are not the JSON of such a record, lack a field,
   *     or are of a version that this reader does not know
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public final T deserialize(@Nullable String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return readAll(new PlainReader(bytes));
    } catch (NotPlain e) {
      return readAny(bytes);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** As above; in place when it keeps nothing of the bytes, which may be those of a whole fetch. */
  @Override
  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  public final T deserialize(
      @Nullable String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    if (data != null && data.hasArray() && !wholly()) {
      try {
        int from = data.arrayOffset() + data.position();
        return readAll(new PlainReader(data.array(), from, from + data.remaining()));
      } catch (IOException | IllegalArgumentException e) {
        // the copy tells better what is wrong
      }
    }
    return deserialize(topic, Utils.toNullableArray(data));
  }

  /** By the reader of all JSON alone. */
  final T readAny(byte[] bytes) {
    try (JsonParser json = Json.FACTORY.createParser(bytes)) {
      return readAll(new AnyReader(json));
    } catch (IOException | IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private T readAll(RowReader json) throws IOException {
    T value = read(json);
    if (wholly()) {
      json.end();
    }
    return value;
  }

  private SerializationException refused(Exception e) {
    return new SerializationException(what + ": " + e.getMessage(), e);
  }

  /** The version under the reader; fails unless this reader knows it. */
  final int version(RowReader json) throws IOException {
    int version = json.number(RowFields.VERSION);
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

  /** An optional moment in ISO-8601. */
  final @Nullable Instant instantOrNull(RowReader json, String name) throws IOException {
    String text = json.textOrNull(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SerializationException(what + ": field '" + name + "' is no moment: " + text, e);
    }
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
