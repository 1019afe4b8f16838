package io.winnow.verifier.lanes;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.verifier.smtp.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lanes that ask mail servers over SMTP. A lane is some objects and a lock; threads there are only
 * for connections (virtual ones), and one for the time.
 */
public final class SmtpLanes implements Lanes, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmtpLanes.class);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final OperatorTable operators;
  private final Surroundings shared;
  private final LaneMetrics metrics;
  private final AutoCloseable clock;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  SmtpLanes(
      OperatorTable operators, Surroundings shared, AutoCloseable clock, MeterRegistry meters) {
    this.operators = operators;
    this.shared = shared;
    this.clock = clock;
    this.metrics = new LaneMetrics(meters);
  }

  /**
   * @param operators whose lanes they are
   * @param mailServers how mail servers are reached
   */
  public static SmtpLanes of(
      LaneSettings settings,
      OperatorTable operators,
      MailServers mailServers,
      MeterRegistry meters) {
    SystemClock clock = new SystemClock();
    return new SmtpLanes(
        operators,
        surroundings(
            settings,
            operators,
            clock,
            new SmtpDialler(mailServers, operators),
            mailServers::egressOf,
            RandomGenerator.of("SecureRandom")),
        clock,
        meters);
  }

  static Surroundings surroundings(
      LaneSettings settings,
      OperatorTable operators,
      LaneClock clock,
      Dialler dialler,
      BiFunction<Operator, String, String> egress,
      RandomGenerator random) {
    return new Surroundings(
        settings,
        operators,
        clock,
        dialler,
        new ConnectionBudget(settings.maxConnections()),
        new HostMemory(settings.hostFailureFor(), clock),
        new DomainMemory(settings, clock),
        egress,
        random);
  }

  @Override
  public void open(String lane, @Nullable Instant suspendedUntil) {
    lanes.computeIfAbsent(
        lane,
        name -> {
          LaneKey key = LaneKey.parse(name);
          Operator operator = operators.operator(key);
          return new Lane(
              key, operator, operators.limits(key), shared, metrics.of(operator), suspendedUntil);
        });
  }

  @Override
  public int room(String lane) {
    Lane open = lanes.get(lane);
    return open == null ? 0 : open.room();
  }

  @Override
  public CompletableFuture<Finding> ask(Inquiry inquiry) {
    try {
      var _ = new Mailbox(inquiry.localPart(), inquiry.domain());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    Lane open = lanes.get(inquiry.lane());
    return open == null
        ? CompletableFuture.failedFuture(
            new IllegalStateException("lane " + inquiry.lane() + " is not open"))
        : open.ask(inquiry);
  }

  @Override
  public @Nullable Instant suspendedUntil(String lane) {
    Lane open = lanes.get(lane);
    return open == null ? null : open.suspendedUntil();
  }

  @Override
  public void close(String lane) {
    Lane open = lanes.remove(lane);
    if (open != null) {
      open.close();
      if (!open.awaitEnd(CLOSE)) {
        log.warn("connections of lane {} did not end within {}", lane, CLOSE);
      }
    }
  }

  /** Gives all lanes up. */
  @Override
  public void close() {
    List<Lane> all = List.copyOf(lanes.values());
    lanes.clear();
    all.forEach(Lane::close);
    long until = System.nanoTime() + CLOSE.toNanos();
    for (Lane lane : all) {
      if (!lane.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
        log.warn("connections of {} lanes did not all end within {}", all.size(), CLOSE);
        break;
      }
    }
    try {
      clock.close();
    } catch (Exception e) {
      throw new IllegalStateException("the clock did not stop", e);
    }
  }
}
