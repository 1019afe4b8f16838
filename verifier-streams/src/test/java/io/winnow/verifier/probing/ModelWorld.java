package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.RowOptions;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A partition of probes, one task that reads it, and mail servers with habits of their own. */
final class ModelWorld {
  private static final int ROOM = 2;
  private static final List<String> HOSTS = List.of("mx.acme.test", "backup.test");
  private static final Duration DELAY = ProbeRig.SETTINGS.greylistDelays().getFirst();

  private record Row(String lane, long job, long row, String address, RowOptions options) {}

  /** What a domain's server does. */
  private record Server(boolean greylists, boolean obstinate, CatchAll catchAll, double trouble) {}

  private final Random random;
  private final ProbeRig rig;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Server> servers = new HashMap<>();

  /** Domains whose server has let somebody through. */
  private final Set<String> letThrough = new HashSet<>();

  private final List<HandLanes.Asked> answeredNotHeard = new ArrayList<>();
  private int offset;

  // what the task must remember; what was not committed is forgotten when it dies
  private Map<String, Long> notBefore = new HashMap<>();
  private Set<String> catchAllKnown = new HashSet<>();
  private int committedOffset;
  private Map<String, Long> committedNotBefore = new HashMap<>();
  private Set<String> committedCatchAllKnown = new HashSet<>();
  private final List<AddressVerified> verdicts = new ArrayList<>();
  private final List<Long> gone = new ArrayList<>();

  ModelWorld(long seed) {
    random = new Random(seed);
    ProbingSettings s = ProbeRig.SETTINGS;
    ProbingSettings settings =
        new ProbingSettings(
            random.nextBoolean() ? Duration.ZERO : s.reuseFor(),
            s.greylistDelays(),
            s.leastGreylistDelay(),
            s.mostGreylistDelay(),
            s.retryDelays(),
            s.catchAllFor(),
            s.catchAllFor(),
            s.catchAllFor());
    rig = new ProbeRig(settings, ROOM);
    CatchAll[] answers = {CatchAll.YES, CatchAll.NO, CatchAll.INCONCLUSIVE};
    for (int d = 0; d < 3; d++) {
      servers.put(
          "d" + d + ".test",
          new Server(
              random.nextBoolean(),
              random.nextInt(4) == 0,
              answers[random.nextInt(3)],
              random.nextInt(3) * 0.2));
    }
    int many = 1 + random.nextInt(40);
    for (int row = 0; row < many; row++) {
      int domain = random.nextInt(3);
      rows.add(
          new Row(
              domain == 0 ? "one" : "two",
              1 + random.nextInt(3),
              row,
              "a" + random.nextInt(8) + "@d" + domain + ".test",
              new RowOptions(
                  random.nextInt(5) == 0
                      ? rig.now().plus(Duration.ofSeconds(random.nextInt(3_000)))
                      : null,
                  random.nextInt(8) == 0)));
    }
  }

  /** One event, whichever the dice say. */
  void step() {
    switch (random.nextInt(50) == 0 ? 24 : random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> submit();
      case 7, 8, 9, 10, 11, 12, 13 -> answer();
      case 14, 15, 16 -> advance(Duration.ofMillis(10 + random.nextInt(50)));
      case 17, 18 -> advance(Duration.ofSeconds(random.nextInt(500)));
      case 19, 20, 21 -> commit();
      case 22 -> kill();
      case 23 -> revoke();
      case 24 -> rig.cancelled.add(1 + random.nextInt(3));
      default -> throw new AssertionError();
    }
  }

  /** Lets everything come to its end, and looks whether each row did. */
  void finish() {
    for (int round = 0; round < 100 && !isIdle(); round++) {
      while (offset < rows.size()) {
        submit();
      }
      while (!rig.lanes.unanswered().isEmpty()) {
        answer();
      }
      advance(Duration.ofMillis(30));
      if (rig.lanes.unanswered().isEmpty()) {
        advance(Duration.ofMinutes(4));
      }
    }
    commit();
    for (String store : List.of(ProbeStores.BACKLOG, ProbeStores.WAITING, ProbeStores.HELD)) {
      assertThat(rig.keysOf(store)).as("rows that are left in %s", store).isEmpty();
    }
    assertThat(Stream.concat(verdicts.stream().map(AddressVerified::row), gone.stream()))
        .as("rows with a verdict, or gone to another lane")
        .doesNotHaveDuplicates()
        .hasSize(rows.size());
  }

  private boolean isIdle() {
    return offset == rows.size()
        && rig.lanes.unanswered().isEmpty()
        && rig.sizeOf(ProbeStores.BACKLOG)
                + rig.sizeOf(ProbeStores.WAITING)
                + rig.sizeOf(ProbeStores.HELD)
            == 0;
  }

  private void submit() {
    if (offset < rows.size()) {
      heard();
      Row row = rows.get(offset++);
      rig.submit(row.lane(), row.job(), row.row(), row.address(), row.options(), HOSTS);
      look();
    }
  }

  private void advance(Duration time) {
    heard();
    rig.advance(time);
    look();
  }

  /** A server answers one of the inquiries. */
  private void answer() {
    List<HandLanes.Asked> open = rig.lanes.unanswered();
    if (open.isEmpty()) {
      return;
    }
    HandLanes.Asked one = open.get(random.nextInt(open.size()));
    String domain = one.inquiry().domain();
    Server server = servers.get(domain);
    long now = rig.now().toEpochMilli();
    if (random.nextDouble() < server.trouble()) {
      if (random.nextInt(4) == 0) {
        rig.lanes.fail(one.address(), new IllegalStateException("a fault of ours"));
      } else if (random.nextInt(4) == 0) {
        rig.lanes.sendElsewhere(one.address());
      } else {
        rig.lanes.trouble(one.address());
      }
    } else if (server.greylists() && !letThrough.contains(domain) && !isDue(one, now)) {
      rig.lanes.greylist(one.address());
    } else {
      letThrough.add(domain);
      if (one.address().charAt(1) % 2 == 0) {
        rig.lanes.refuse(one.address());
      } else {
        rig.lanes.accept(one.address(), server.catchAll());
      }
    }
    answeredNotHeard.add(one);
    if (random.nextInt(4) > 0) {
      advance(Duration.ofMillis(10));
    }
  }

  private boolean isDue(HandLanes.Asked one, long now) {
    Long due = notBefore.get(one.address());
    return !servers.get(one.inquiry().domain()).obstinate() && due != null && now >= due;
  }

  /** The task is about to hear what was answered. */
  private void heard() {
    for (HandLanes.Asked one : answeredNotHeard) {
      if (one.future().isCompletedExceptionally()) {
        continue;
      }
      var finding = one.future().resultNow();
      switch (finding.again()) {
        case GREYLISTED -> notBefore.put(one.address(), one.at() + DELAY.toMillis());
        case NO -> {
          if (finding.accepted() && one.inquiry().catchAll() == CatchAll.NOT_ASKED) {
            catchAllKnown.add(one.inquiry().domain());
          }
        }
        case LATER, ELSEWHERE -> {}
      }
    }
    answeredNotHeard.clear();
  }

  /** Whether nothing was asked that must not be. */
  private void look() {
    for (HandLanes.Asked one : rig.lanes.takeAsked()) {
      assertThat(one.at())
          .as("%s is not asked before its time", one.address())
          .isGreaterThanOrEqualTo(notBefore.getOrDefault(one.address(), 0L));
      if (one.inquiry().catchAll() == CatchAll.NOT_ASKED) {
        assertThat(catchAllKnown)
            .as("domains that are known, when %s is asked", one.address())
            .doesNotContain(one.inquiry().domain());
      }
    }
    List<HandLanes.Asked> open = rig.lanes.unanswered();
    assertThat(open.stream().map(HandLanes.Asked::address))
        .as("addresses under way")
        .doesNotHaveDuplicates();
    assertThat(
            open.stream()
                .map(HandLanes.Asked::inquiry)
                .filter(inquiry -> inquiry.catchAll() == CatchAll.NOT_ASKED)
                .map(inquiry -> inquiry.domain()))
        .as("domains that are being asked for a local part made up at random")
        .doesNotHaveDuplicates();
    for (String lane : List.of("one", "two")) {
      assertThat(open.stream().filter(one -> one.inquiry().lane().equals(lane)))
          .hasSizeLessThanOrEqualTo(ROOM);
    }
  }

  private void commit() {
    rig.commit();
    committed();
  }

  private void committed() {
    verdicts.addAll(rig.takeVerdicts());
    rig.takeGone().forEach(one -> gone.add(one.getValue().submitted().row()));
    committedOffset = offset;
    committedNotBefore = new HashMap<>(notBefore);
    committedCatchAllKnown = new HashSet<>(catchAllKnown);
  }

  private void kill() {
    rig.kill();
    answeredNotHeard.clear();
    rig.lanes.takeAsked();
    offset = committedOffset;
    notBefore = new HashMap<>(committedNotBefore);
    catchAllKnown = new HashSet<>(committedCatchAllKnown);
  }

  private void revoke() {
    rig.revoke();
    answeredNotHeard.clear();
    committed();
  }
}
