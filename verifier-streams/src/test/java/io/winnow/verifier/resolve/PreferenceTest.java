package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.verifier.resolve.Preference.Exchanger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreferenceTest {
  private static final List<Exchanger> EQUALS =
      List.of(
          new Exchanger(10, "mx1.mail.example"),
          new Exchanger(10, "mx2.mail.example"),
          new Exchanger(10, "mx3.mail.example"),
          new Exchanger(10, "mx4.mail.example"));

  @Test
  void theLowerPreferenceComesFirstWhateverTheDomain() {
    List<Exchanger> exchangers =
        List.of(
            new Exchanger(20, "a.example"),
            new Exchanger(0, "c.example"),
            new Exchanger(65535, "d.example"),
            new Exchanger(10, "b.example"));

    for (int i = 0; i < 100; i++) {
      assertThat(Preference.order("domain" + i + ".example", exchangers))
          .containsExactly("c.example", "b.example", "a.example", "d.example");
    }
  }

  @Test
  void ofEqualsEachIsFirstForItsShareOfTheDomains() {
    int domains = 1_000;

    Map<String, Long> first =
        IntStream.range(0, domains)
            .mapToObj(i -> Preference.order("domain" + i + ".example", EQUALS).getFirst())
            .collect(Collectors.groupingBy(host -> host, Collectors.counting()));

    assertThat(first).hasSize(EQUALS.size());
    assertThat(first.values())
        .allSatisfy(share -> assertThat(share).isBetween(domains / 5L, domains / 3L));
  }

  @Test
  void aDomainHasItsOrderHoweverTheServerShufflesTheRecords() {
    for (int i = 0; i < 100; i++) {
      String domain = "domain" + i + ".example";

      assertThat(Preference.order(domain, EQUALS.reversed()))
          .isEqualTo(Preference.order(domain, EQUALS));
    }
  }

  /** The order of a domain is part of its evidence: a change of it is a change of results. */
  @Test
  void theOrderIsTheSameInEveryProcessAndRelease() {
    assertThat(Preference.order("acme.example", EQUALS))
        .containsExactly(
            "mx1.mail.example", "mx2.mail.example", "mx4.mail.example", "mx3.mail.example");
  }

  @Test
  void aHostThatIsNamedTwiceCountsOnceByItsBetterPreference() {
    List<Exchanger> exchangers =
        List.of(
            new Exchanger(30, "a.example"),
            new Exchanger(20, "b.example"),
            new Exchanger(10, "a.example"));

    assertThat(Preference.order("acme.example", exchangers))
        .containsExactly("a.example", "b.example");
  }
}
