package io.winnow.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Leaves out Kafka's meters that exist once per partition, task, store or broker: thousands of
 * series that nobody looks at. What they add up to stays.
 */
final class KafkaMeterFilter implements MeterFilter {
  private static final Set<String> MANY =
      Set.of("node.id", "partition", "processor.node.id", "record.cache.id", "task.id");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    if (!id.getName().startsWith("kafka.")) {
      return MeterFilterReply.NEUTRAL;
    }
    for (Tag tag : id.getTagsAsIterable()) {
      String key = tag.getKey().replace('-', '.');
      if (MANY.contains(key) || key.endsWith("state.id")) {
        return MeterFilterReply.DENY;
      }
    }
    return MeterFilterReply.NEUTRAL;
  }
}
