package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.json.JsonSerde;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is known of single addresses: an answer of late, or that a row with the address waits to be
 * asked again. The value is {@code byte version (1) | long until, in ms since the epoch | answer
 * (JSON), or nothing}.
 */
final class Recent {
  private static final byte VERSION = 1;
  private static final int FIXED = 9;

  private final KeyValueStore<Bytes, byte[]> store;
  private final long reuseMillis;
  private final JsonSerde<Answer> answers = new JsonSerde<>(Answer.class);

  Recent(KeyValueStore<Bytes, byte[]> store, Duration reuseFor) {
    this.store = store;
    this.reuseMillis = reuseFor.toMillis();
  }

  /** What is known of an address. */
  sealed interface Known {
    /** It was answered. */
    record Answered(Answer answer) implements Known {}

    /** A row waits to ask again. */
    record Waiting() implements Known {}
  }

  /** What is known of the address, or null. */
  @Nullable Known find(String address, long now) {
    byte[] bytes = store.get(key(address));
    if (bytes == null || untilOf(bytes) <= now) {
      return null;
    }
    if (bytes.length == FIXED) {
      return new Known.Waiting();
    }
    Answer answer = answers.deserialize(null, tail(bytes));
    // the setting may be another than when it was written
    return answer.finding().at().toEpochMilli() + reuseMillis > now
        ? new Known.Answered(answer)
        : null;
  }

  /** A row with the address waits until then. */
  void waits(String address, long until) {
    store.put(key(address), head(FIXED, until).array());
  }

  /** The address has an answer that may be reused. */
  void answered(String address, Answer answer) {
    if (reuseMillis == 0) {
      forget(address);
      return;
    }
    byte[] json = answers.serialize(null, answer);
    long until = answer.finding().at().toEpochMilli() + reuseMillis;
    store.put(key(address), head(FIXED + json.length, until).put(json).array());
  }

  /** Nothing is known of the address any more. */
  void forget(String address) {
    store.delete(key(address));
  }

  /** When an entry is worth nothing any more, in ms since the epoch. */
  static long untilOf(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new SerializationException(
          "an answer has version %d, this program reads version %d: was it written by a newer one?"
              .formatted(version, VERSION));
    }
    return in.getLong();
  }

  private static ByteBuffer head(int length, long until) {
    return ByteBuffer.allocate(length).put(VERSION).putLong(until);
  }

  private static byte[] tail(byte[] bytes) {
    byte[] tail = new byte[bytes.length - FIXED];
    System.arraycopy(bytes, FIXED, tail, 0, tail.length);
    return tail;
  }

  private static Bytes key(String address) {
    return Bytes.wrap(address.getBytes(UTF_8));
  }
}
