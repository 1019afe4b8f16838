package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of a domain's exchangers its route names, when only some of them have addresses. */
class NamedHostsTest {
  @Test
  void ofEightExchangersTheFirstFiveAreNamed() throws IOException {
    assertThat(hosts(8, 1, 2, 3, 4, 5, 6, 7, 8)).isEqualTo(named(1, 2, 3, 4, 5));
  }

  @Test
  void anExchangerWithAnAddressAmongTheFirstLeavesTheirOrder() throws IOException {
    assertThat(hosts(8, 5)).isEqualTo(named(1, 2, 3, 4, 5));
    assertThat(hosts(3, 2, 3)).isEqualTo(named(1, 2, 3));
  }

  @Test
  void theFirstWithAnAddressComesBeforeThoseWithout() throws IOException {
    assertThat(hosts(8, 6)).isEqualTo(named(6, 1, 2, 3, 4));
    assertThat(hosts(8, 7, 8)).isEqualTo(named(7, 1, 2, 3, 4));
    assertThat(hosts(20, 20)).isEqualTo(named(20, 1, 2, 3, 4));
  }

  @Test
  void equalsComeInTheOrderOfTheDomain() throws IOException {
    List<String> records = List.of("20 a.example", "10 b.example", "10 c.example", "10 d.example");
    List<Preference.Exchanger> exchangers =
        List.of(
            new Preference.Exchanger(20, "a.example"),
            new Preference.Exchanger(10, "b.example"),
            new Preference.Exchanger(10, "c.example"),
            new Preference.Exchanger(10, "d.example"));
    Map<String, List<String>> zone = new HashMap<>();
    for (Preference.Exchanger exchanger : exchangers) {
      zone.put(exchanger.host() + " A", List.of("192.0.2.1"));
    }
    List<String> domains = IntStream.range(0, 10).mapToObj(i -> "acme" + i + ".example").toList();
    domains.forEach(domain -> zone.put(domain + " MX", records));

    try (ScriptedDns dns = new ScriptedDns(zone)) {
      for (String domain : domains) {
        assertThat(route(dns, domain))
            .isEqualTo(new Route.MailHosts(Preference.order(domain, exchangers), false));
      }
    }
  }

  /** The route of a domain with so many exchangers, of which those have addresses. */
  private static Route hosts(int exchangers, int... withAddress) throws IOException {
    Map<String, List<String>> zone = new HashMap<>();
    zone.put(
        "acme.example MX",
        IntStream.rangeClosed(1, exchangers).mapToObj(i -> i + " " + host(i)).toList());
    for (int i : withAddress) {
      zone.put(host(i) + " A", List.of("192.0.2." + i));
    }
    try (ScriptedDns dns = new ScriptedDns(zone)) {
      return route(dns, "acme.example");
    }
  }

  private static Route route(ScriptedDns dns, String domain) {
    return dns.exchangers(Map.of()).of(domain).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Route named(int... hosts) {
    return new Route.MailHosts(IntStream.of(hosts).mapToObj(NamedHostsTest::host).toList(), false);
  }

  private static String host(int number) {
    return "mx" + number + ".example";
  }
}
