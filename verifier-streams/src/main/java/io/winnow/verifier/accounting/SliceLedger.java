package io.winnow.verifier.accounting;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Which rows of one slice have a verdict, and how many for each reason. The counts follow from the
 * set of rows, so a row that comes twice is counted once. Mutable; of one stream thread.
 */
final class SliceLedger {
  private static final byte VERSION = 1;

  private final SliceId slice;
  private final long[] rows;
  private final EnumMap<Reason, Integer> byReason;

  SliceLedger(SliceId slice) {
    this(slice, new long[0], new EnumMap<>(Reason.class));
  }

  private SliceLedger(SliceId slice, long[] rows, EnumMap<Reason, Integer> byReason) {
    this.slice = slice;
    this.rows = Arrays.copyOf(rows, (SliceId.ROWS + 63) / 64);
    this.byReason = byReason;
  }

  /**
   * Counts a row's verdict, unless the row was counted before.
   *
   * @return whether it was counted now
   */
  boolean count(long row, Reason reason) {
    int index = Math.toIntExact(row - slice.firstRow());
    long bit = 1L << (index & 63);
    if ((rows[index >> 6] & bit) != 0) {
      return false;
    }
    rows[index >> 6] |= bit;
    byReason.merge(reason, 1, Integer::sum);
    return true;
  }

  /** The counts so far. */
  SliceTally tally() {
    return new SliceTally(SliceTally.VERSION, slice.job(), slice.number(), byReason);
  }

  /**
   * Compact form for the changelog: version, job, slice, the counts by the reasons' names, the rows
   * as a bit set without trailing zeros.
   */
  byte[] toBytes() {
    int words = rows.length;
    while (words > 0 && rows[words - 1] == 0) {
      words--;
    }
    int nameBytes = byReason.keySet().stream().mapToInt(reason -> reason.name().length()).sum();
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + 8 + 4 + 1 + byReason.size() * 5 + nameBytes + words * 8);
    bytes.put(VERSION).putLong(slice.job().value()).putInt(slice.number());
    bytes.put((byte) byReason.size());
    byReason.forEach(
        (reason, count) -> {
          byte[] name = reason.name().getBytes(StandardCharsets.US_ASCII);
          bytes.put((byte) name.length).put(name).putInt(count);
        });
    for (int i = 0; i < words; i++) {
      bytes.putLong(rows[i]);
    }
    return bytes.array();
  }

  /**
   * The ledger that {@link #toBytes()} wrote.
   *
   * @throws SerializationException when the bytes are none
   */
  static SliceLedger fromBytes(byte[] array) {
    ByteBuffer bytes = ByteBuffer.wrap(array);
    byte version = bytes.get();
    if (version != VERSION) {
      throw new SerializationException("slice ledger of version " + version + " is unknown here");
    }
    SliceId slice = new SliceId(new JobId(bytes.getLong()), bytes.getInt());
    EnumMap<Reason, Integer> byReason = new EnumMap<>(Reason.class);
    for (int left = bytes.get(); left > 0; left--) {
      byte[] name = new byte[bytes.get()];
      bytes.get(name);
      Reason reason = Reason.valueOf(new String(name, StandardCharsets.US_ASCII));
      byReason.put(reason, bytes.getInt());
    }
    long[] rows = new long[bytes.remaining() / 8];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = bytes.getLong();
    }
    return new SliceLedger(slice, rows, byReason);
  }
}
