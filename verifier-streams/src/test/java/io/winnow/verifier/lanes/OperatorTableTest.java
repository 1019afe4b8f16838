package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTableTest {
  private static final OperatorTable TABLE = OperatorTable.bundled(LaneWorld::lastTwoLabels);

  @ParameterizedTest
  @CsvSource({
    "gmail-smtp-in.l.google.com, google",
    "aspmx.l.google.com, google",
    "smtp.google.com, google",
    "hotmail-com.olc.protection.outlook.com, outlook",
    "acme-com.mail.protection.outlook.com, microsoft-365",
    "acme-com.a-v1.mx.microsoft, microsoft-365",
    "mta5.am0.yahoodns.net, yahoo",
    "mx00.gmx.net, gmx",
    "eu-smtp-inbound-1.mimecast.com, mimecast",
    "mx0a-00000001.pphosted.com, proofpoint",
    "mx.acme.example, acme.example",
    "notgoogle.com, notgoogle.com",
    "google.com.acme.example, acme.example",
  })
  void aMailHostIsSomebodys(String host, String operator) {
    assertThat(TABLE.of(List.of(host), "some.example").operator()).isEqualTo(operator);
  }

  @Test
  void aHostWithOneLabelIsNoOperatorOfTheTable() {
    LaneKey lane = TABLE.of(List.of("google"), "some.example");

    assertThat(TABLE.operator(lane).name()).isEqualTo(OperatorFile.OTHERS);
  }

  @Test
  void aDomainIsAlwaysInTheSameLaneAndDomainsAreSpreadOverAllOfThem() {
    Map<LaneKey, Integer> lanes = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      LaneKey lane =
          TABLE.of(List.of("d" + i + ".mail.protection.outlook.com"), "d" + i + ".example");
      assertThat(lane).isEqualTo(LaneKey.parse(lane.toString()));
      lanes.merge(lane, 1, Integer::sum);
    }

    assertThat(lanes).hasSize(4);
    assertThat(lanes.values()).allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    assertThat(TABLE.of(List.of("x.mail.protection.outlook.com"), "acme.example"))
        .as("written down in the topic of probes, so it cannot change")
        .hasToString("microsoft-365#1");
  }

  @Test
  void theLimitsOfAllLanesTogetherAreThoseOfTheOperator() {
    for (Operator operator : TABLE.operators()) {
      int connections = 0;
      double recipients = 0;
      for (int lane = 0; lane < operator.lanes(); lane++) {
        Limits share = TABLE.limits(new LaneKey(operator.name(), lane));
        assertThat(share.startConnections()).isBetween(1, share.connections());
        connections += share.connections();
        recipients += share.recipientsPerMinute();
      }
      assertThat(connections).isEqualTo(operator.limits().connections());
      assertThat(recipients).isBetween(0.0, operator.limits().recipientsPerMinute() + 0.001);
    }
  }

  @Test
  void ownDomainsAreNotLikeThoseOfCustomers() {
    Operator google = TABLE.operator(new LaneKey("google", 0));
    Operator yahoo = TABLE.operator(new LaneKey("yahoo", 0));

    assertThat(google.policy("gmail.com")).isEqualTo(CatchAllPolicy.REFUSES_UNKNOWN);
    assertThat(google.policy("acme.example")).isEqualTo(CatchAllPolicy.ASK);
    assertThat(yahoo.policy("yahoo.com")).isEqualTo(CatchAllPolicy.UNVERIFIABLE);
    assertThat(yahoo.policy("acme.example")).isEqualTo(CatchAllPolicy.UNVERIFIABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connections = 0          | others]: connections is 0: expected a whole number",
        "connections = many       | others]: connections is many: expected a whole number",
        "pause = soon             | others]: pause is soon: expected a time",
        "catch-all = perhaps      | others]: catch-all is perhaps: expected one of ask, refuses-unknown",
        "speed = 3                | line 12: no such key: speed",
        "recipients               | line 12: neither [operator] nor key = value",
        "connections-per-minute = NaN | others]: connections-per-minute is NaN: expected a number",
      })
  void whatIsWrongIsNamed(String line, String message) {
    String key = line.substring(0, Math.max(line.indexOf(" ="), 0));
    String others =
        LaneWorld.FAST
            .substring(0, LaneWorld.FAST.indexOf("[big]"))
            .replaceAll("(?m)^" + key + " = .*$", "# taken away");

    assertThatThrownBy(
            () ->
                OperatorTable.read(
                    "operators.conf",
                    others.replaceFirst("catch-all = ask\n", "catch-all = ask\n# here\n") + line,
                    LaneWorld::lastTwoLabels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("operators.conf")
        .hasMessageContaining(message);
  }

  @Test
  void aSuffixHasOneOwner() {
    assertThatThrownBy(
            () ->
                OperatorTable.read(
                    "t", LaneWorld.FAST + "[next]\nmx = big.example", LaneWorld::lastTwoLabels))
        .hasMessageContaining("[next]: big.example is another operator's");
  }
}
