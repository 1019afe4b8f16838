package io.winnow.kit.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Committed records that the process's partitions hold and its stream applications have not fetched
 * yet, by topic: Kafka tells it by partition, which would be many series. Added up over all
 * processes it is the lag of a stage.
 */
final class StreamLag {
  private final MultiGauge gauge;
  private final List<KafkaStreams> applications = new CopyOnWriteArrayList<>();

  StreamLag(MeterRegistry registry) {
    this.gauge =
        MultiGauge.builder("winnow.stream.lag")
            .description("records that stream applications have not fetched yet")
            .register(registry);
  }

  void add(KafkaStreams streams) {
    applications.add(streams);
  }

  /** Looks anew. */
  void refresh() {
    Map<String, Double> byTopic = new TreeMap<>();
    for (KafkaStreams streams : applications) {
      for (Metric metric : streams.metrics().values()) {
        MetricName name = metric.metricName();
        String topic = name.tags().get("topic");
        if (topic != null
            && name.name().equals("records-lag")
            && !topic.endsWith("-changelog")
            && metric.metricValue() instanceof Double lag
            && Double.isFinite(lag)) {
          byTopic.merge(topic, lag, Double::sum);
        }
      }
    }
    gauge.register(
        byTopic.entrySet().stream()
            .map(lag -> MultiGauge.Row.of(Tags.of("topic", lag.getKey()), lag.getValue()))
            .toList(),
        true);
  }
}
