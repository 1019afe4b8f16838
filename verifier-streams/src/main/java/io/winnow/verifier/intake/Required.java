package io.winnow.verifier.intake;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a topic that has no tombstones: a record without a value is an error, and goes
 * the way of all that cannot be read.
 *
 * @param <T> the record
 */
public final class Required<T> implements Deserializer<T> {
  private final Deserializer<T> values;

  public Required(Deserializer<T> values) {
    this.values = values;
  }

  /**
   * @throws SerializationException when there is no value, or none that can be read
   */
  @Override
  public T deserialize(@Nullable String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new SerializationException("there is no value");
    }
    return values.deserialize(topic, bytes);
  }
}
