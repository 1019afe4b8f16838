package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.lab.proxy.ForwardingProxy;
import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.SessionLog;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lanes whose ways out are SOCKS 5 proxies, which mail servers see in our place. */
@Timeout(120)
class ProxiedLanesTest {
  private static final String FIRST = "127.0.0.7";
  private static final String SECOND = "127.0.0.8";

  private static List<String> addresses(MailKind kind) {
    return IntStream.range(0, 24)
        .mapToObj(i -> "person-" + i + "@" + World.domain("customer-" + i % 6, kind))
        .toList();
  }

  private static List<Finding> ask(LabRig rig, List<String> addresses) throws Exception {
    List<CompletableFuture<Finding>> asked = new ArrayList<>();
    for (String address : addresses) {
      asked.add(rig.ask(address, false));
    }
    List<Finding> findings = new ArrayList<>();
    for (CompletableFuture<Finding> one : asked) {
      findings.add(one.get(60, TimeUnit.SECONDS));
    }
    return findings;
  }

  /** Who asked for each mailbox; one of random local parts counts for none. */
  private static Map<String, Set<String>> askers(LabRig rig) {
    Map<Long, String> clients =
        rig.lab.record().sessions().stream()
            .collect(Collectors.toMap(SessionLog::number, SessionLog::client));
    return rig.lab.record().asked().stream()
        .filter(asked -> !asked.probe())
        .collect(
            Collectors.groupingBy(
                Asked::recipient,
                Collectors.mapping(asked -> clients.get(asked.session()), Collectors.toSet())));
  }

  @Test
  void eachAddressIsAskedByTheSameProxyEachTimeAndNoneDirectly() throws Exception {
    List<String> addresses = addresses(MailKind.TEMPORARY_FAILURE);
    try (ForwardingProxy first = ForwardingProxy.onLoopback(FIRST);
        ForwardingProxy second = ForwardingProxy.onLoopback(SECOND);
        LabRig rig = new LabRig(Map.of("winnow.smtp.egress", first.url() + ", " + second.url()))) {
      List<Finding> once = ask(rig, addresses);
      List<Finding> twice = ask(rig, addresses);

      assertThat(once).allMatch(finding -> finding.refusal() == Reason.TEMPORARY_FAILURE);
      assertThat(twice).allMatch(finding -> finding.refusal() == Reason.TEMPORARY_FAILURE);
      Map<String, Set<String>> askers = askers(rig);
      assertThat(askers).hasSize(addresses.size());
      assertThat(askers).allSatisfy((address, who) -> assertThat(who).as(address).hasSize(1));
      assertThat(askers.values().stream().flatMap(Set::stream).distinct())
          .containsExactlyInAnyOrder(FIRST, SECOND);
      assertThat(rig.lab.record().sessions())
          .extracting(SessionLog::client)
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void sessionsThroughAProxyAreSharedAndWithinTheLimits() throws Exception {
    List<String> addresses = addresses(MailKind.MULTI_LINE);
    try (ForwardingProxy proxy = ForwardingProxy.onLoopback(FIRST);
        LabRig rig = new LabRig(Map.of("winnow.smtp.egress", proxy.url()))) {
      List<Finding> findings = ask(rig, addresses);

      for (int i = 0; i < addresses.size(); i++) {
        String address = addresses.get(i);
        int at = address.indexOf('@');
        boolean accepted =
            rig.lab
                .world()
                .truth(address.substring(0, at), address.substring(at + 1), TruthLevel.SMTP)
                .reason()
                .equals("accepted_mailbox");
        assertThat(findings.get(i).accepted()).as(address).isEqualTo(accepted);
      }
      assertThat(proxy.inquiries()).isLessThan(addresses.size());
      assertThat(rig.lab.record().sessions()).hasSize((int) proxy.inquiries());
      assertThat(rig.lab.record().operators())
          .allSatisfy(
              name ->
                  assertThat(rig.lab.record().operator(name).mostOpen())
                      .isLessThanOrEqualTo(
                          rig.operators.operator(new LaneKey(name, 0)).limits().connections()));
    }
  }

  @Test
  void aProxyThatIsGoneSaysNothingOfTheMailbox() throws Exception {
    ForwardingProxy gone = ForwardingProxy.onLoopback(FIRST);
    gone.close();
    try (LabRig rig = new LabRig(Map.of("winnow.smtp.egress", gone.url()))) {
      List<Finding> findings = ask(rig, addresses(MailKind.MULTI_LINE).subList(0, 3));

      assertThat(findings)
          .allSatisfy(
              finding -> {
                assertThat(finding.refusal()).isEqualTo(Reason.CONNECT_FAILED);
                assertThat(finding.stage()).isEqualTo(SmtpStage.CONNECT);
                assertThat(finding.again()).isEqualTo(Finding.Again.LATER);
              });
      assertThat(rig.lab.record().sessions()).isEmpty();
    }
  }
}
