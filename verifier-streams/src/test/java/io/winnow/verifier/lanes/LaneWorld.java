package io.winnow.verifier.lanes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.kit.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Lanes over fake servers, in virtual time. */
final class LaneWorld {
  static final String FAST =
      """
      [others]
      lanes = 1
      connections = 4
      start-connections = 2
      connections-per-minute = 6000
      recipients-per-minute = 60000
      recipients-per-session = 10
      unknown-per-session = 3
      pause = 1 min
      catch-all = ask
      [big]
      mx = big.example
      domains = own.example
      own-catch-all = refuses-unknown
      [liar]
      mx = liar.example
      catch-all = unverifiable
      """;

  final VirtualClock clock = new VirtualClock();
  final FakeServers servers = new FakeServers(clock);
  final MeterRegistry meters = new SimpleMeterRegistry();
  final OperatorTable operators;
  final SmtpLanes lanes;

  LaneWorld() {
    this(FAST, Map.of(), 1);
  }

  LaneWorld(String table, Map<String, String> settings, long seed) {
    operators = OperatorTable.read("test", table, LaneWorld::lastTwoLabels);
    lanes =
        new SmtpLanes(
            operators,
            SmtpLanes.surroundings(
                LaneSettings.from(Settings.of(new HashMap<>(settings))),
                operators,
                clock,
                servers,
                (_, _) -> "direct",
                new Random(seed)),
            () -> {},
            meters);
  }

  static String lastTwoLabels(String host) {
    int last = host.lastIndexOf('.');
    return host.substring(host.lastIndexOf('.', last - 1) + 1);
  }

  /** Asks in the lane of its host, which is opened if need be. */
  CompletableFuture<Finding> ask(String address, String... hosts) {
    return ask(address, CatchAll.NOT_ASKED, hosts);
  }

  CompletableFuture<Finding> ask(String address, CatchAll known, String... hosts) {
    int at = address.indexOf('@');
    String domain = address.substring(at + 1);
    String lane = operators.of(List.of(hosts), domain).toString();
    lanes.open(lane, null);
    return lanes.ask(
        new Inquiry(lane, address.substring(0, at), domain, List.of(hosts), known, false));
  }

  /** Asks for a mailbox of each of so many domains, of none of which it is to be asked more. */
  List<CompletableFuture<Finding>> askMany(int count, String... hosts) {
    return IntStream.range(0, count)
        .mapToObj(i -> ask("ann@d" + i + ".example", CatchAll.NO, hosts))
        .toList();
  }

  /** What came of it after at most so long. */
  Finding within(Duration time, CompletableFuture<Finding> future) {
    clock.advance(time);
    return future.getNow(null);
  }

  Finding soon(CompletableFuture<Finding> future) {
    return within(Duration.ofSeconds(10), future);
  }
}
