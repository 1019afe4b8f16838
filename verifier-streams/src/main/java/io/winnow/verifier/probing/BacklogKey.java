package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the backlog: {@code lane (UTF-8) | 0 | job, 8 bytes | line, 1 byte | number, 8 bytes}, so
 * that a job's rows in a lane stand together, those that came back first, else by arrival.
 */
final class BacklogKey {
  /** Rows that waited, and whose time has come: before the others of their job. */
  static final byte RETURNED = 0;

  /** Rows that were never asked. */
  static final byte FRESH = 1;

  private static final int AFTER_LANE = 1 + 8 + 1 + 8;

  private BacklogKey() {}

  static Bytes of(byte[] lane, long job, byte line, long number) {
    return Bytes.wrap(
        ByteBuffer.allocate(lane.length + AFTER_LANE)
            .put(lane)
            .put((byte) 0)
            .putLong(job)
            .put(line)
            .putLong(number)
            .array());
  }

  static String laneOf(Bytes key) {
    return new String(key.get(), 0, key.get().length - AFTER_LANE, UTF_8);
  }

  static long jobOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(key.get().length - 17);
  }

  static byte lineOf(Bytes key) {
    return key.get()[key.get().length - 9];
  }

  static long numberOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(key.get().length - 8);
  }
}
