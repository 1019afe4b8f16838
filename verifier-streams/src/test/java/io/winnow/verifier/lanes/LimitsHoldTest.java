package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.ACCEPTED;
import static io.winnow.verifier.lanes.FakeServers.BARE;
import static io.winnow.verifier.lanes.FakeServers.DROPPED;
import static io.winnow.verifier.lanes.FakeServers.MISSING;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static io.winnow.verifier.lanes.FakeServers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.FakeServers.Connection;
import io.winnow.verifier.lanes.FakeServers.Host;
import io.winnow.verifier.lanes.Session.Question;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random servers, random inquiries: the servers' own record never shows more than is allowed. */
class LimitsHoldTest {
  private static final int CONNECTIONS = 5;
  private static final int CONNECTIONS_PER_MINUTE = 40;
  private static final int RECIPIENTS_PER_MINUTE = 200;
  private static final int RECIPIENTS_PER_SESSION = 6;
  private static final int ACROSS_LANES = 7;
  private static final long MINUTE = 60_000_000_000L;

  private static final String TABLE =
      """
      [others]
      lanes = 1
      connections = %d
      start-connections = 3
      connections-per-minute = %d
      recipients-per-minute = %d
      recipients-per-session = %d
      unknown-per-session = 3
      pause = 10 s
      catch-all = ask
      """
          .formatted(
              CONNECTIONS, CONNECTIONS_PER_MINUTE, RECIPIENTS_PER_MINUTE, RECIPIENTS_PER_SESSION);

  /** Does whatever it likes. */
  private record Whimsical(Random random, int trouble) implements Host {
    @Override
    public Heard greet(Connection connection) {
      return switch (random.nextInt(trouble)) {
        case 0 -> silence(SmtpStage.CONNECT, Reason.CONNECT_FAILED);
        case 1 -> reply(SmtpStage.BANNER, 421, Meaning.TEMPORARY_FAILURE);
        case 2 -> reply(SmtpStage.BANNER, 421, Meaning.RATE_LIMITED);
        default -> null;
      };
    }

    @Override
    public Heard answer(Connection connection, Question question) {
      return switch (random.nextInt(trouble)) {
        case 0 -> DROPPED;
        case 1 -> reply(SmtpStage.RCPT, 451, Meaning.TEMPORARY_FAILURE);
        case 2 -> reply(SmtpStage.RCPT, 452, Meaning.TOO_MANY_RECIPIENTS);
        case 3 -> reply(SmtpStage.RCPT, 450, Meaning.GREYLISTED);
        case 4 -> BARE;
        case 5 -> reply(SmtpStage.MAIL, 451, Meaning.TEMPORARY_FAILURE);
        default -> random.nextBoolean() ? ACCEPTED : MISSING;
      };
    }

    @Override
    public boolean hangsUp(Connection connection, Heard said) {
      return random.nextInt(trouble) == 0;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noServerSeesMoreThanIsAllowed(long seed) {
    Random random = new Random(seed);
    LaneWorld world =
        new LaneWorld(
            TABLE, Map.of("winnow.smtp.max-connections", Integer.toString(ACROSS_LANES)), seed);
    for (String operator : List.of("one.example", "two.example", "three.example")) {
      for (int host = 0; host < 3; host++) {
        world.servers.host(
            "mx" + host + "." + operator, new Whimsical(random, 8 + random.nextInt(60)));
      }
    }
    List<CompletableFuture<Finding>> all = new ArrayList<>();

    for (int i = 0; i < 1_500; i++) {
      String operator =
          List.of("one.example", "two.example", "three.example").get(random.nextInt(3));
      String first = "mx" + random.nextInt(3) + "." + operator;
      String second = "mx" + random.nextInt(3) + "." + operator;
      CompletableFuture<Finding> future =
          world.ask("m" + i + "@d" + random.nextInt(200) + ".example", first, second);
      all.add(future);
      if (random.nextInt(30) == 0) {
        future.cancel(false);
      }
      if (random.nextInt(20) == 0) {
        world.clock.advance(Duration.ofMillis(random.nextInt(3_000)));
      }
    }
    world.clock.advance(Duration.ofHours(12));

    assertThat(all).as("seed %d", seed).allMatch(CompletableFuture::isDone);
    assertThat(all.stream().filter(future -> !future.isCancelled()))
        .as("seed %d", seed)
        .noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(world.servers.connections).as("seed %d", seed).allMatch(Connection::ended);
    assertLimits(world.servers.connections, ACROSS_LANES, Integer.MAX_VALUE, seed);
    for (String operator : List.of("one.example", "two.example", "three.example")) {
      List<Connection> its =
          world.servers.connections.stream()
              .filter(one -> one.way.host().endsWith(operator))
              .toList();
      assertThat(its).as("seed %d", seed).hasSizeGreaterThan(50);
      assertLimits(its, CONNECTIONS, CONNECTIONS_PER_MINUTE, seed);
      List<Long> recipients = its.stream().flatMap(one -> one.askedAt.stream()).sorted().toList();
      assertThat(mostInAMinute(recipients))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(RECIPIENTS_PER_MINUTE);
      assertThat(its)
          .as("seed %d", seed)
          .allMatch(one -> one.questions.size() <= RECIPIENTS_PER_SESSION);
    }
  }

  private static void assertLimits(
      List<Connection> connections, int atATime, int perMinute, long seed) {
    for (Connection one : connections) {
      long beside =
          connections.stream()
              .filter(other -> other.begunAt <= one.begunAt && other.endedAt > one.begunAt)
              .count();
      assertThat(beside).as("seed %d", seed).isLessThanOrEqualTo(atATime);
    }
    assertThat(mostInAMinute(connections.stream().map(one -> one.begunAt).sorted().toList()))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(perMinute);
  }

  private static int mostInAMinute(List<Long> times) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < times.size(); to++) {
      while (times.get(to) - times.get(from) > MINUTE) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
