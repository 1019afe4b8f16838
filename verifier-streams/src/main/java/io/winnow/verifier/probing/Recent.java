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
 * What is known of single addresses: an answer of late, or that it must not be asked yet. The value
 * is {@code byte version (1) | long until, in ms since the epoch}, and behind that the answer as
 * JSON, or {@code long not before} when a row waits to ask again, or nothing when none does.
 */
final class Recent {
  private static final byte VERSION = 1;
  private static final int FIXED = 9;

  /** Others with the address of a row that waits stay behind it for so long after its time. */
  private static final long FOLLOW_MILLIS = Duration.ofHours(1).toMillis();

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

    /** A row waits to ask again, not before that time. */
    record Waiting(long notBefore) implements Known {}

    /**
     * The row that waited has gone; the address is not to be asked before that time all the same.
     */
    record Abandoned(long notBefore) implements Known {}
  }

  /** What is known of the address, or null. */
  @Nullable Known find(String address, long now) {
    byte[] bytes = store.get(key(address));
    if (bytes == null || untilOf(bytes) <= now) {
      return null;
    }
    if (bytes.length == FIXED) {
      return new Known.Abandoned(untilOf(bytes));
    }
    if (bytes.length == FIXED + 8) {
      return new Known.Waiting(ByteBuffer.wrap(bytes).getLong(FIXED));
    }
    Answer answer = answers.deserialize(null, tail(bytes));
    // the setting may be another than when it was written
    return answer.finding().at().toEpochMilli() + reuseMillis > now
        ? new Known.Answered(answer)
        : null;
  }

  /**
   * A row with the address waits.
   *
   * @param notBefore when it is asked again, at the earliest
   */
  void waits(String address, long notBefore) {
    long until = notBefore + FOLLOW_MILLIS;
    store.put(key(address), head(FIXED + 8, until).putLong(notBefore).array());
  }

  /** The row that waited has gone, for another reason than an answer. */
  void abandoned(String address, long notBefore) {
    store.put(key(address), head(FIXED, notBefore).array());
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
