package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.having;
import static io.winnow.verifier.lanes.FakeServers.refusing;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.FakeServers.Connection;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SuspensionTest {
  private static final String HOST = "mx.example.com";
  private static final String LANE = "example.com";

  private final LaneWorld world = new LaneWorld();

  @Test
  void aLaneThatIsToldToSlowDownAsksNothingForAWhileAndKeepsWhatItHas() {
    world.servers.host(HOST, refusing(reply(SmtpStage.BANNER, 421, Meaning.RATE_LIMITED)));

    CompletableFuture<Finding> first = world.ask("ann@a.example", CatchAll.NO, HOST);
    world.clock.advance(Duration.ofMillis(10));
    CompletableFuture<Finding> second = world.ask("ann@b.example", CatchAll.NO, HOST);
    CompletableFuture<Finding> third = world.ask("ann@c.example", CatchAll.NO, HOST);
    world.clock.advance(Duration.ofSeconds(50));

    assertThat(first.getNow(null).refusal()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(first.getNow(null).again()).isEqualTo(Again.LATER);
    assertThat(third).isNotDone();
    assertThat(world.lanes.room(LANE)).isZero();
    assertThat(world.lanes.suspendedUntil(LANE)).isAfter(world.clock.now());
    assertThat(world.servers.connections).hasSizeLessThanOrEqualTo(2).allMatch(Connection::ended);
    assertThat(world.meters.get("winnow.smtp.lanes.suspended").gauge().value()).isEqualTo(1);

    world.servers.host(HOST, having("ann"));
    Finding later = world.within(Duration.ofSeconds(60), third);

    assertThat(later.accepted()).isTrue();
    assertThat(second).isDone();
    assertThat(world.lanes.suspendedUntil(LANE)).isNull();
    assertThat(world.lanes.room(LANE)).isPositive();
    assertThat(world.meters.get("winnow.smtp.lanes.suspended").gauge().value()).isZero();
  }

  @Test
  void otherLanesGoOn() {
    world.servers.host(HOST, refusing(reply(SmtpStage.BANNER, 421, Meaning.RATE_LIMITED)));
    world.servers.host("mx.other.example", having("ann"));

    world.soon(world.ask("ann@a.example", HOST));
    Finding other = world.soon(world.ask("ann@b.example", "mx.other.example"));

    assertThat(world.lanes.suspendedUntil(LANE)).isNotNull();
    assertThat(other.accepted()).isTrue();
  }

  @Test
  void aSuspensionOutlivesTheLane() {
    world.servers.host(HOST, having("ann"));
    world.lanes.open(LANE, world.clock.now().plusSeconds(100));

    CompletableFuture<Finding> future =
        world.lanes.ask(new Inquiry(LANE, "ann", "a.example", List.of(HOST), CatchAll.NO, false));
    world.clock.advance(Duration.ofSeconds(99));
    assertThat(world.servers.connections).isEmpty();
    assertThat(world.lanes.room(LANE)).isZero();

    assertThat(world.soon(future).accepted()).isTrue();
  }

  @Test
  void roomIsWhatALaneCanUseAndNeverNegative() {
    world.servers.host(HOST, having("ann"));
    world.lanes.open(LANE, null);
    int empty = world.lanes.room(LANE);

    for (int i = 0; i < empty + 5; i++) {
      var _ = world.ask("ann@d" + i + ".example", CatchAll.NO, HOST);
    }

    assertThat(empty).isPositive();
    assertThat(world.lanes.room(LANE)).isZero();
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(world.lanes.room(LANE)).isGreaterThanOrEqualTo(empty);
    assertThat(world.meters.get("winnow.smtp.connections").gauge().value()).isZero();
    assertThat(world.meters.get("winnow.smtp.inquiries.waiting").gauge().value()).isZero();
    assertThat(world.meters.get("winnow.smtp.inquiries.asked").gauge().value()).isZero();
  }
}
