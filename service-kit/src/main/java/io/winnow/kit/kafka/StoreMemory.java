package io.winnow.kit.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores on disk of a process, whatever its applications and their
 * partitions: blocks, indexes, filters and what is not written yet. By default each store of each
 * partition takes up to 98 MiB for itself. Kafka Streams makes it by its name. Safe for concurrent
 * use.
 */
public final class StoreMemory implements RocksDBConfigSetter {
  /** Configuration with the bound, in bytes; the first one of the process counts. */
  public static final String BYTES = "winnow.streams.store-memory";

  private static final int BLOCK_BYTES = 8 * 1024;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  /** What a store with a single new entry takes: an eighth of a write buffer unless it is said. */
  private static final long LEAST_WRITE_BUFFER_BYTES = 64L << 10;

  private static final int BITS_PER_KEY = 10;

  /** Never closed: stores come and go, and the next ones share it. */
  private record Shared(Cache cache, WriteBufferManager writeBuffers, Filter filter) {}

  private static volatile @Nullable Shared shared;

  private static Shared shared(long bytes) {
    Shared now = shared;
    if (now == null) {
      synchronized (StoreMemory.class) {
        now = shared;
        if (now == null) {
          Cache cache = new LRUCache(bytes);
          now =
              new Shared(
                  cache, new WriteBufferManager(bytes / 2, cache), new BloomFilter(BITS_PER_KEY));
          shared = now;
        }
      }
    }
    return now;
  }

  /** Bytes that all stores hold now; 0 when there is none. */
  static long used() {
    Shared now = shared;
    return now == null ? 0 : now.cache().getUsage();
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared memory = shared(Long.parseLong(String.valueOf(configs.get(BYTES))));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    // most keys are looked for in vain before they are made
    table.setFilterPolicy(memory.filter());
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setArenaBlockSize(LEAST_WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {}
}
