package io.winnow.verifier.accounting;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves out the key of a row, which says nothing that is not in the value: no copy is made. */
final class NoKey implements Deserializer<byte[]> {
  private static final byte[] NOTHING = {};

  @Override
  public byte[] deserialize(@Nullable String topic, byte @Nullable [] key) {
    return NOTHING;
  }

  @Override
  public byte[] deserialize(
      @Nullable String topic, @Nullable Headers headers, @Nullable ByteBuffer key) {
    return NOTHING;
  }
}
