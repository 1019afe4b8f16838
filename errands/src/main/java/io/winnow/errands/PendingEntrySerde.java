package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A pending entry as bytes, big endian; a length of -1 stands for null.
 *
 * <pre>
 * byte version (1) | int attempt | long since | long timestamp | bytes id (UTF-8)
 * | int headers, each: bytes name (UTF-8), bytes value | bytes key | bytes value
 * </pre>
 */
final class PendingEntrySerde<K extends @Nullable Object, V extends @Nullable Object>
    implements Serde<PendingEntry<K, V>> {
  private static final byte VERSION = 1;
  private static final int FIXED = 1 + 4 + 8 + 8 + 4;

  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;

  PendingEntrySerde(Serde<K> keySerde, Serde<V> valueSerde) {
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
  }

  @Override
  public Serializer<PendingEntry<K, V>> serializer() {
    return this::serialize;
  }

  @Override
  public Deserializer<PendingEntry<K, V>> deserializer() {
    return this::deserialize;
  }

  byte[] serialize(String topic, PendingEntry<K, V> entry) {
    Record<K, V> record = entry.record();
    Header[] headers = record.headers().toArray();
    byte[] key = keySerde.serializer().serialize(topic, record.headers(), record.key());
    byte[] value = valueSerde.serializer().serialize(topic, record.headers(), record.value());
    byte[] id = entry.id().getBytes(UTF_8);
    byte[][] names = new byte[headers.length][];
    int length = FIXED + lengthOf(id) + lengthOf(key) + lengthOf(value);
    for (int i = 0; i < headers.length; i++) {
      names[i] = headers[i].key().getBytes(UTF_8);
      length += lengthOf(names[i]) + lengthOf(headers[i].value());
    }

    ByteBuffer out = ByteBuffer.allocate(length);
    out.put(VERSION).putInt(entry.attempt()).putLong(entry.since()).putLong(record.timestamp());
    write(out, id);
    out.putInt(headers.length);
    for (int i = 0; i < headers.length; i++) {
      write(out, names[i]);
      write(out, headers[i].value());
    }
    write(out, key);
    write(out, value);
    return out.array();
  }

  PendingEntry<K, V> deserialize(String topic, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new SerializationException(
            "%s: a pending entry has version %d, this program reads version %d: was it written by a newer one?"
                .formatted(topic, version, VERSION));
      }
      int attempt = in.getInt();
      long since = in.getLong();
      long timestamp = in.getLong();
      String id = text(in);
      Headers headers = new RecordHeaders();
      for (int left = in.getInt(); left > 0; left--) {
        headers.add(text(in), read(in));
      }
      K key = keySerde.deserializer().deserialize(topic, headers, read(in));
      V value = valueSerde.deserializer().deserialize(topic, headers, read(in));
      return new PendingEntry<>(id, new Record<>(key, value, timestamp, headers), attempt, since);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new SerializationException(
          "%s: a pending entry of %d bytes ends too early".formatted(topic, bytes.length), e);
    }
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return 4 + (bytes == null ? 0 : bytes.length);
  }

  private static void write(ByteBuffer out, byte @Nullable [] bytes) {
    if (bytes == null) {
      out.putInt(-1);
    } else {
      out.putInt(bytes.length).put(bytes);
    }
  }

  private static byte @Nullable [] read(ByteBuffer in) {
    int length = in.getInt();
    if (length == -1) {
      return null;
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = read(in);
    if (bytes == null) {
      throw new BufferUnderflowException();
    }
    return new String(bytes, UTF_8);
  }
}
