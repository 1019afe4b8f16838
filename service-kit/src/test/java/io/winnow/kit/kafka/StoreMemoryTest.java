package io.winnow.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StoreMemoryTest {
  private static final int BOUND = 8 << 20;
  private static final int STORES = 40;
  private static final int VALUE_BYTES = 512;
  private static final int ENTRIES = 2_000;

  @TempDir Path directory;

  @Test
  void manyStoresTogetherStayWithinOneBoundAndKeepWhatTheyAreGiven() throws Exception {
    List<RocksDB> stores = new ArrayList<>();
    List<Options> options = new ArrayList<>();
    try {
      for (int i = 0; i < STORES; i++) {
        Options own = new Options().setCreateIfMissing(true);
        own.setTableFormatConfig(new BlockBasedTableConfig());
        new StoreMemory().setConfig("store-" + i, own, Map.of(StoreMemory.BYTES, BOUND));
        options.add(own);
        stores.add(RocksDB.open(own, directory.resolve("store-" + i).toString()));
      }
      long most = 0;
      for (int entry = 0; entry < ENTRIES; entry++) {
        for (int i = 0; i < STORES; i++) {
          stores.get(i).put(key(entry), value(i, entry));
        }
        if (entry % 50 == 0) {
          // no faster than it can be put on disk
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(1))
              .until(() -> stores.stream().noneMatch(StoreMemoryTest::isFlushing));
          most = Math.max(most, StoreMemory.used());
        }
      }
      for (int i = 0; i < STORES; i++) {
        for (int entry = 0; entry < ENTRIES; entry++) {
          assertThat(stores.get(i).get(key(entry))).isEqualTo(value(i, entry));
        }
      }

      assertThat(most).isBetween(BOUND / 4L, 2L * BOUND);
      assertThat(StoreMemory.used()).isLessThanOrEqualTo(2L * BOUND);
      assertThat((long) STORES * ENTRIES * VALUE_BYTES).isGreaterThan(4L * BOUND);
    } finally {
      stores.forEach(RocksDB::close);
      options.forEach(Options::close);
    }
  }

  private static boolean isFlushing(RocksDB store) {
    try {
      return store.getLongProperty("rocksdb.num-immutable-mem-table") > 0;
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(int entry) {
    return Integer.toString(entry).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] value(int store, int entry) {
    byte[] value = new byte[VALUE_BYTES];
    new Random(1_000_003L * store + entry).nextBytes(value);
    return value;
  }
}
