package io.winnow.kit.metrics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.LoginFailures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The process's meters, shown at {@code /metrics} in the text format of Prometheus, or as
 * OpenMetrics for who asks for it. Meters of the JVM and of Kafka are bound when somebody asks for
 * the first time, so that they do not slow the start. Safe for concurrent use.
 */
public final class Metrics implements HttpRoutes, AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("metrics").factory());
  private final StreamLag lag = new StreamLag(registry);
  private final List<MeterBinder> waiting = new ArrayList<>();
  private final List<MeterBinder> bound = new ArrayList<>();
  private boolean asked;

  public Metrics() {
    registry.config().meterFilter(new KafkaMeterFilter());
    FunctionCounter.builder("winnow.kafka.logins.failed", this, _ -> LoginFailures.total())
        .description("times that Kafka refused the login of a client of this process")
        .register(registry);
    waiting.addAll(
        List.of(
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics()));
  }

  /** Where Winnow's own meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Shows the meters of Kafka Streams and its clients, until this closes. */
  public void bind(KafkaStreams streams) {
    bind(new KafkaStreamsMetrics(streams, List.of(), refresher));
    lag.add(streams);
  }

  /** Shows the meters of a producer, until this closes. */
  public void bind(Producer<?, ?> producer) {
    bind(new KafkaClientMetrics(producer, List.of(), refresher));
  }

  /** Shows the meters of a consumer, until this closes. */
  public void bind(Consumer<?, ?> consumer) {
    bind(new KafkaClientMetrics(consumer, List.of(), refresher));
  }

  /** Shows the meters of an admin client, until this closes. */
  public void bind(AdminClient admin) {
    bind(new KafkaClientMetrics(admin, List.of(), refresher));
  }

  /** Shows other meters, until this closes; a binder that can be closed is closed with it. */
  public synchronized void bind(MeterBinder binder) {
    waiting.add(binder);
    if (asked) {
      bindWaiting();
    }
  }

  /** All meters as they are now, in the text format of Prometheus. */
  public String scrape() {
    bindAtFirst();
    lag.refresh();
    return registry.scrape(TEXT);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    HttpTimer timer = new HttpTimer(registry);
    routes.before(timer::begin);
    routes.after(timer::end);
    routes.get("/metrics", this::answer);
  }

  private void answer(Context ctx) throws IOException {
    bindAtFirst();
    lag.refresh();
    String accept = ctx.header("Accept");
    String format =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    ctx.contentType(format);
    registry.scrape(ctx.outputStream(), format);
  }

  private synchronized void bindAtFirst() {
    if (!asked) {
      asked = true;
      bindWaiting();
    }
  }

  private void bindWaiting() {
    for (MeterBinder binder : waiting) {
      binder.bindTo(registry);
      bound.add(binder);
    }
    waiting.clear();
  }

  /**
   * @throws IllegalStateException when a binder could not be closed; everything else has been
   */
  @Override
  public synchronized void close() {
    IllegalStateException failed = new IllegalStateException("not all meters could be let go");
    waiting.addAll(bound);
    for (MeterBinder binder : waiting) {
      try {
        if (binder instanceof AutoCloseable closeable) {
          closeable.close();
        }
      } catch (Exception e) {
        failed.addSuppressed(e);
      }
    }
    waiting.clear();
    bound.clear();
    refresher.shutdownNow();
    registry.close();
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }
}
