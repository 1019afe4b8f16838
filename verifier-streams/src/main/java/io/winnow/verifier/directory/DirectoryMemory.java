package io.winnow.verifier.directory;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores of a process, blocks, indexes, filters and what is not
 * written yet: by default each store takes more than that for itself. Kafka Streams makes it by its
 * name. Safe for concurrent use.
 */
public final class DirectoryMemory implements RocksDBConfigSetter {
  /** Configuration with the bound, in bytes. */
  public static final String BYTES = "winnow.directory.memory";

  private static final int BLOCK_BYTES = 8 * 1024;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final int BITS_PER_KEY = 10;

  /** Never closed: stores come and go, and the next ones share it. */
  private record Shared(Cache cache, WriteBufferManager writeBuffers) {}

  private static volatile @Nullable Shared shared;

  private static Shared shared(long bytes) {
    Shared now = shared;
    if (now == null) {
      synchronized (DirectoryMemory.class) {
        now = shared;
        if (now == null) {
          Cache cache = new LRUCache(bytes);
          now = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
          shared = now;
        }
      }
    }
    return now;
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared memory = shared(Long.parseLong(String.valueOf(configs.get(BYTES))));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    // most new contacts are looked for in vain before they are made
    table.setFilterPolicy(new BloomFilter(BITS_PER_KEY));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {}
}
