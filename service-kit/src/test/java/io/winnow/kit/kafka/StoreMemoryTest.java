package io.winnow.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StoreMemoryTest {
  private static final int BOUND = 16 << 20;
  private static final int STORES = 40;
  private static final int VALUE_BYTES = 512;
  private static final int ENTRIES = 6_000;

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
      for (int entry = 0; entry < ENTRIES; entry++) {
        for (int i = 0; i < STORES; i++) {
          stores.get(i).put(key(entry), value(i, entry));
        }
      }
      for (int i = 0; i < STORES; i++) {
        for (int entry = 0; entry < ENTRIES; entry++) {
          assertThat(stores.get(i).get(key(entry))).isEqualTo(value(i, entry));
        }
      }

      // what was written faster than it could be put on disk is there by and by
      await().until(() -> StoreMemory.used() <= 2L * BOUND);
      assertThat(StoreMemory.used()).isGreaterThan(BOUND / 4);
      assertThat((long) STORES * ENTRIES * VALUE_BYTES).isGreaterThan(4L * BOUND);
    } finally {
      stores.forEach(RocksDB::close);
      options.forEach(Options::close);
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
