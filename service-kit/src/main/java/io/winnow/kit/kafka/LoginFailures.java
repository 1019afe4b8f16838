package io.winnow.kit.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * How often Kafka has refused the login of any client of this process. A client that cannot log in
 * is closed and made anew, so that its own metrics are hardly ever seen: each client made with
 * {@link KafkaClients} has one of these, and what it counted stays when it is closed. Safe for
 * concurrent use.
 */
public final class LoginFailures implements MetricsReporter {
  private static final String NAME = "failed-authentication-total";

  /** Kafka makes reporters by the name of their class, so that they share what is static. */
  private static final DoubleAdder OF_CLOSED = new DoubleAdder();

  private static final Set<KafkaMetric> OPEN = ConcurrentHashMap.newKeySet();

  private final Set<KafkaMetric> own = ConcurrentHashMap.newKeySet();

  /** Of all clients since the start of the process. */
  public static double total() {
    return OF_CLOSED.sum() + OPEN.stream().mapToDouble(LoginFailures::value).sum();
  }

  private static double value(KafkaMetric metric) {
    return metric.metricValue() instanceof Double value && Double.isFinite(value) ? value : 0;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // there is nothing to set
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(this::metricChange);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    if (metric.metricName().name().equals(NAME)) {
      own.add(metric);
      OPEN.add(metric);
    }
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    if (own.remove(metric) && OPEN.remove(metric)) {
      OF_CLOSED.add(value(metric));
    }
  }

  @Override
  public void close() {
    own.forEach(this::metricRemoval);
  }
}
