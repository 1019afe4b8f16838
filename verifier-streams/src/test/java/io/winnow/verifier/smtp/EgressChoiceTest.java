package io.winnow.verifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EgressChoiceTest {
  private static final List<String> ADDRESSES =
      IntStream.range(0, 10_000).mapToObj(i -> "user" + i + "@acme.example").toList();

  private static List<Egress> proxies(int count) {
    return IntStream.range(0, count)
        .<Egress>mapToObj(i -> new Egress.Socks5("proxy" + i + ".example", 1080, Optional.empty()))
        .toList();
  }

  @Test
  void anAddressKeepsItsWayWhateverTheOrder() {
    List<Egress> turned = new ArrayList<>(proxies(5));
    Collections.reverse(turned);
    EgressChoice one = new EgressChoice(proxies(5));
    EgressChoice other = new EgressChoice(turned);

    assertThat(ADDRESSES).allMatch(address -> one.of(address).equals(other.of(address)));
  }

  @Test
  void anAddressKeepsItsWayWhenThePasswordChanges() {
    Function<String, EgressChoice> choice =
        password ->
            new EgressChoice(
                IntStream.range(0, 5)
                    .<Egress>mapToObj(
                        i ->
                            new Egress.Socks5(
                                "proxy" + i, 1080, Optional.of(new Egress.Login("u", password))))
                    .toList());
    EgressChoice before = choice.apply("old");
    EgressChoice after = choice.apply("new");

    assertThat(ADDRESSES)
        .allMatch(address -> before.of(address).id().equals(after.of(address).id()));
  }

  @Test
  void onlyAddressesOfAWayThatIsGoneMove() {
    List<Egress> all = proxies(5);
    EgressChoice before = new EgressChoice(all);
    EgressChoice after = new EgressChoice(all.subList(0, 4));

    assertThat(ADDRESSES)
        .allMatch(
            address ->
                before.of(address).equals(all.getLast())
                    || before.of(address).equals(after.of(address)));
  }

  @Test
  void eachWayHasItsShare() {
    EgressChoice choice = new EgressChoice(proxies(5));

    Map<Egress, Long> shares =
        ADDRESSES.stream().collect(Collectors.groupingBy(choice::of, Collectors.counting()));

    assertThat(shares)
        .hasSize(5)
        .allSatisfy((_, share) -> assertThat(share).isBetween(1_700L, 2_300L));
  }

  @Test
  void withoutAWayThereIsNoChoice() {
    assertThatThrownBy(() -> new EgressChoice(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new EgressChoice(List.of(new Egress.Direct())).of("a@acme.example"))
        .isEqualTo(new Egress.Direct());
  }

  @Test
  void aSourceAddressReachesItsOwnFamily() {
    InetAddress ipv4 = InetAddress.ofLiteral("192.0.2.1");
    InetAddress ipv6 = InetAddress.ofLiteral("2001:db8::1");

    assertThat(new Egress.From(ipv4).canReach(ipv4)).isTrue();
    assertThat(new Egress.From(ipv4).canReach(ipv6)).isFalse();
    assertThat(new Egress.From(ipv6).canReach(ipv6)).isTrue();
    assertThat(new Egress.From(ipv6).canReach(ipv4)).isFalse();
    assertThat(new Egress.Direct().canReach(ipv6)).isTrue();
  }
}
