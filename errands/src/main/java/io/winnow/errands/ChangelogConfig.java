package io.winnow.errands;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Configurations of changelog topics. */
public final class ChangelogConfig {
  /**
   * For state whose entries come and go. A compacted topic keeps its newest segment as it is, by
   * default up to 1 GiB and a week: with these it holds minutes of dead entries, not days.
   */
  public static final Map<String, String> SHORT_LIVED =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 * 1024 * 1024),
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "600000",
          TopicConfig.DELETE_RETENTION_MS_CONFIG, "600000");

  private ChangelogConfig() {}
}
