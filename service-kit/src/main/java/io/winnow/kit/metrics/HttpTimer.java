package io.winnow.kit.metrics;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times requests by method, route (never by path: those are endless) and status. */
final class HttpTimer {
  private static final String STARTED = HttpTimer.class.getName();

  private final MeterRegistry registry;

  HttpTimer(MeterRegistry registry) {
    this.registry = registry;
  }

  void begin(Context ctx) {
    ctx.attribute(STARTED, System.nanoTime());
  }

  void end(Context ctx) {
    @Nullable Long started = ctx.attribute(STARTED);
    if (started == null) {
      return;
    }
    @Nullable Endpoint last = ctx.endpoints().lastHttpEndpoint();
    @Nullable Endpoint endpoint = last == null || last.path.isEmpty() ? null : last;
    Timer.builder("winnow.http.requests")
        .description("Requests until their answer is begun")
        .tag("method", endpoint == null ? "none" : endpoint.method.name())
        .tag("route", endpoint == null ? "none" : endpoint.path)
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(registry)
        .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
  }
}
