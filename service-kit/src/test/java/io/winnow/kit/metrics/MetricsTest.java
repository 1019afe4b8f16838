package io.winnow.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void metersOfTheMachineAndOurOwnAreShown() {
    metrics.registry().counter("winnow.rows", "verdict", "deliverable").increment(3);

    assertThat(metrics.scrape())
        .contains("winnow_rows_total{verdict=\"deliverable\"} 3.0")
        .contains("jvm_memory_used_bytes{")
        .contains("process_uptime_seconds");
  }

  @Test
  void bindersAreNotTouchedBeforeSomebodyAsks() {
    AtomicInteger bound = new AtomicInteger();
    metrics.bind((MeterBinder) _ -> bound.incrementAndGet());
    assertThat(bound).hasValue(0);

    metrics.scrape();
    metrics.scrape();
    assertThat(bound).hasValue(1);

    metrics.bind((MeterBinder) _ -> bound.incrementAndGet());
    assertThat(bound).hasValue(2);
  }

  @Test
  void whatKafkaHasOncePerPartitionOrStoreIsLeftOut() {
    MeterRegistry registry = metrics.registry();
    Gauge.builder("kafka.consumer.lag", () -> 1).tag("partition", "3").register(registry);
    Gauge.builder("kafka.stream.state.put", () -> 1)
        .tag("rocksdb.state.id", "pending")
        .register(registry);
    Gauge.builder("kafka.stream.task.rate", () -> 1).tag("task-id", "0_1").register(registry);
    Gauge.builder("kafka.consumer.lag.max", () -> 7).tag("client.id", "a").register(registry);
    Gauge.builder("winnow.lag", () -> 8).tag("partition", "3").register(registry);

    assertThat(metrics.scrape())
        .contains("kafka_consumer_lag_max{client_id=\"a\"} 7.0")
        .contains("winnow_lag{partition=\"3\"} 8.0")
        .doesNotContain("kafka_consumer_lag{")
        .doesNotContain("rocksdb_state_id")
        .doesNotContain("task_id");
  }

  @Test
  void aKafkaClientShowsItsMeters() {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", "127.0.0.1:9", "client.id", "gateway");
    try (Producer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      metrics.bind(producer);

      assertThat(metrics.scrape())
          .contains("kafka_producer_record_send_total{client_id=\"gateway\"");
    }
  }

  @Test
  void requestsAreTimedByRouteAndNeverByPath() throws Exception {
    try (HttpService service =
            HttpService.start(
                HttpSettings.of("127.0.0.1", 0),
                List.of(
                    metrics,
                    routes -> routes.get("/jobs/{id}", ctx -> ctx.result(ctx.pathParam("id")))));
        HttpClient client = HttpClient.newHttpClient()) {
      get(client, service, "/jobs/17", "*/*");
      get(client, service, "/jobs/18", "*/*");
      get(client, service, "/nowhere", "*/*");

      HttpResponse<String> response = get(client, service, "/metrics", "text/plain");

      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain")
          .contains("version=0.0.4");
      assertThat(response.body())
          .contains(
              "winnow_http_requests_seconds_count{method=\"GET\",route=\"/jobs/{id}\","
                  + "status=\"200\"} 2")
          .contains(
              "winnow_http_requests_seconds_count{method=\"none\",route=\"none\","
                  + "status=\"404\"} 1")
          .doesNotContain("/jobs/17");
      assertThat(
              get(client, service, "/metrics", "application/openmetrics-text;version=1.0.0").body())
          .endsWith("# EOF\n");
    }
  }

  @Test
  void aBinderThatCannotBeClosedDoesNotKeepTheOthersOpen() {
    Metrics own = new Metrics();
    AtomicInteger closed = new AtomicInteger();
    own.bind(
        new Closeable(
            () -> {
              throw new IllegalStateException("stuck");
            }));
    own.bind(new Closeable(closed::incrementAndGet));

    assertThatThrownBy(own::close)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).hasValue(1);
  }

  private static HttpResponse<String> get(
      HttpClient client, HttpService service, String path, String accept) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
  }

  private record Closeable(Runnable whenClosed) implements MeterBinder, AutoCloseable {
    @Override
    public void bindTo(MeterRegistry registry) {}

    @Override
    public void close() {
      whenClosed.run();
    }
  }
}
