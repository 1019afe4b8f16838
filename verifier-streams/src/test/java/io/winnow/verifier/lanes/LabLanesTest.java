package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.LabWorld;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.Flaw;
import io.winnow.lab.smtp.Traffic;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import io.winnow.verifier.lanes.Finding.Again;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of mail server of the simulated world, over sockets. */
class LabLanesTest {
  private static final int ROUNDS = 6;
  private static final List<String> NAMES =
      List.of("anna.berg", "ben.cole", "carl.dorn", "dora.eich", "emil.fink", "frieda.gold");

  private final LabRig rig = new LabRig(Map.of());
  private final LabWorld lab = rig.lab;

  @AfterEach
  void stop() {
    rig.close();
  }

  private static String reason(Finding finding) {
    if (!finding.accepted()) {
      return finding.refusal().wireName();
    }
    return switch (finding.catchAll()) {
      case YES -> "catch_all";
      case NO -> "accepted_mailbox";
      case INCONCLUSIVE, NOT_ASKED -> "accepted_unconfirmed";
    };
  }

  @Test
  void everyKindOfServerIsUnderstoodAndTreatedWell() throws Exception {
    Map<String, String> truths = new LinkedHashMap<>();
    for (MailKind kind : MailKind.values()) {
      String domain = World.domain("acme", kind);
      for (String name : NAMES) {
        truths.put(name + "@" + domain, lab.world().truth(name, domain, TruthLevel.SMTP).reason());
      }
    }

    Map<String, String> found = new TreeMap<>();
    List<String> left = new ArrayList<>(truths.keySet());
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      Map<String, CompletableFuture<Finding>> asked = new LinkedHashMap<>();
      for (String address : left) {
        asked.put(address, rig.ask(address, false));
      }
      left.clear();
      boolean greylisted = false;
      for (Map.Entry<String, CompletableFuture<Finding>> one : asked.entrySet()) {
        Finding finding = one.getValue().get(60, TimeUnit.SECONDS);
        found.put(one.getKey(), reason(finding));
        boolean wrong = !reason(finding).equals(truths.get(one.getKey()));
        if (wrong && finding.again() != Again.NO) {
          left.add(one.getKey());
          greylisted |= finding.again() == Again.GREYLISTED;
        }
      }
      if (greylisted) {
        awaitGreylisting();
      }
    }

    Map<String, String> wrong = new TreeMap<>();
    truths.forEach(
        (address, truth) -> {
          if (!truth.equals(found.get(address))) {
            wrong.put(address, found.get(address) + " is not " + truth);
          }
        });
    assertThat(wrong).isEmpty();
    // RFC 2920 has us write RCPT before we can know that MAIL is refused
    assertThat(lab.record().mishaps()).allMatch(one -> one.flaw() == Flaw.OUT_OF_ORDER);
    Map<String, Long> randomLocalParts =
        lab.record().asked().stream()
            .filter(Asked::probe)
            .map(Asked::recipient)
            .distinct()
            .collect(
                Collectors.groupingBy(
                    address -> address.substring(address.indexOf('@') + 1), Collectors.counting()));
    assertThat(randomLocalParts).isNotEmpty().allSatisfy((_, count) -> assertThat(count).isOne());
    assertThat(lab.record().probes())
        .as("asked again only where the session was at its end")
        .allSatisfy(
            (domain, probes) ->
                assertThat(probes)
                    .as(domain)
                    .isLessThanOrEqualTo(
                        domain.equals(World.domain("acme", MailKind.ONE_RECIPIENT)) ? 3 : 1));
    for (String name : lab.record().operators()) {
      Traffic traffic = lab.record().operator(name);
      Operator operator = rig.operators.operator(new LaneKey(name, 0));
      assertThat(traffic.mostOpen()).as(name).isLessThanOrEqualTo(operator.limits().connections());
    }
  }

  private void awaitGreylisting() {
    long until =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(3) + TimeUnit.MILLISECONDS.toNanos(200);
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> System.nanoTime() - until > 0);
  }

  @Test
  void lanesThatAreClosedLeaveNoConnection() {
    List<CompletableFuture<Finding>> all = new ArrayList<>();
    for (MailKind kind :
        List.of(MailKind.SILENT_AT_RCPT, MailKind.HALF_OPEN, MailKind.CONNECT_TIMEOUT)) {
      String domain = World.domain("acme", kind);
      for (String name : NAMES) {
        all.add(rig.ask(name + "@" + domain, false));
      }
    }
    Awaitility.await().until(() -> lab.record().sessions().size() >= 2);

    for (CompletableFuture<Finding> one : all) {
      assertThat(one).isNotDone();
    }
    rig.lanes.close();

    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        lab.record().operators().stream()
                            .map(lab.record()::operator)
                            .collect(Collectors.summingInt(Traffic::open)))
                    .isZero());
  }
}
