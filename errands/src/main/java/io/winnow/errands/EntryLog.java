package io.winnow.errands;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/** How the entries of a {@link CommitStore} stand in its changelog. Of one stream thread. */
interface EntryLog {
  /** Sets an entry, to be written by {@link #flush()} at the latest. */
  void put(Bytes key, byte[] value);

  /** Takes an entry away, if it is there, by {@link #flush()} at the latest. */
  void delete(Bytes key);

  /** Writes what is not written yet. */
  void flush();

  /** Reads anew, and shows every entry. */
  void load(BiConsumer<byte[], byte[]> action);
}
