package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.ACCEPTED;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static io.winnow.verifier.lanes.FakeServers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneLimitsTest {
  private static final Limits LIMITS = new Limits(16, 8, 60, 600, 10, 3, Duration.ofMinutes(1));
  private static final Heard LIMITED = reply(SmtpStage.RCPT, 421, Meaning.RATE_LIMITED);
  private static final Heard BLOCKED = reply(SmtpStage.RCPT, 550, Meaning.BLOCKED_BY_SERVER);

  private final VirtualClock clock = new VirtualClock();
  private final LaneLimits limits = new LaneLimits(LIMITS, Duration.ofHours(2), null);

  private void hear(Heard heard) {
    limits.learn(heard, clock.nanos(), clock.now());
  }

  private Duration suspension() {
    Instant until = limits.suspendedUntil(clock.now());
    return until == null ? Duration.ZERO : Duration.between(clock.now(), until);
  }

  @Test
  void answersAddConnectionsOneByOneUpToTheMost() {
    int last = limits.connections();
    assertThat(last).isEqualTo(8);

    for (int i = 0; i < 5_000; i++) {
      hear(ACCEPTED);
      assertThat(limits.connections()).isBetween(last, last + 1);
      last = limits.connections();
    }

    assertThat(last).isEqualTo(16);
  }

  @Test
  void aComplaintHalvesConnectionsAndRate() {
    hear(LIMITED);

    assertThat(limits.connections()).isEqualTo(4);
    assertThat(limits.recipientsPerSecond()).isEqualTo(5);
    assertThat(suspension()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void complaintsAtOnceAreOneAndLaterOnesPauseTwiceAsLong() {
    hear(LIMITED);
    hear(LIMITED);
    assertThat(limits.connections()).isEqualTo(4);

    clock.advance(Duration.ofMinutes(2));
    assertThat(suspension()).isZero();
    hear(LIMITED);
    assertThat(limits.connections()).isEqualTo(2);
    assertThat(suspension()).isEqualTo(Duration.ofMinutes(2));

    clock.advance(Duration.ofMinutes(3));
    hear(ACCEPTED);
    hear(LIMITED);
    assertThat(suspension()).as("after an answer").isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aTimeThatIsNamedCountsUpToTheLongestPause() {
    hear(reply(SmtpStage.RCPT, 421, Meaning.RATE_LIMITED, Duration.ofMinutes(45)));
    assertThat(suspension()).isEqualTo(Duration.ofMinutes(45));

    hear(reply(SmtpStage.RCPT, 421, Meaning.RATE_LIMITED, Duration.ofHours(9)));
    assertThat(suspension()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void howeverManyComplaintsThereIsOneConnectionLeftAndSomeRate() {
    for (int i = 0; i < 100; i++) {
      hear(LIMITED);
      clock.advance(Duration.ofHours(3));
    }

    assertThat(limits.connections()).isEqualTo(1);
    assertThat(limits.recipientsPerSecond()).isEqualTo(10 / 16.0);
    hear(LIMITED);
    assertThat(suspension()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void oneDomainThatBlocksUsDoesNotSuspendItsOperatorButManyInARowDo() {
    for (int i = 0; i < 4; i++) {
      hear(BLOCKED);
    }
    assertThat(suspension()).isZero();

    hear(BLOCKED);

    assertThat(suspension()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void connectionsThatFailMeanFewerOfThem() {
    hear(silence(SmtpStage.CONNECT, Reason.CONNECT_TIMEOUT));

    assertThat(limits.connections()).isEqualTo(4);
    assertThat(suspension()).isZero();
  }

  @Test
  void aSuspensionOfAnEarlierLifeCounts() {
    LaneLimits again = new LaneLimits(LIMITS, Duration.ofHours(2), clock.now().plusSeconds(30));

    assertThat(again.suspendedUntil(clock.now())).isEqualTo(clock.now().plusSeconds(30));
    assertThat(again.suspendedUntil(clock.now().plusSeconds(30))).isNull();
  }
}
