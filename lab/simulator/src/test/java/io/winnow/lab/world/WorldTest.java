package io.winnow.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {
  private final World world = World.standard();

  @ParameterizedTest
  @CsvSource({
    "acme-123.mx.lab.test, unknown, smtp_not_checked",
    "acme.own-mx.lab.test, unknown, smtp_not_checked",
    "acme.multi-mx.lab.test, unknown, smtp_not_checked",
    "acme.implicit-mx.lab.test, unknown, smtp_not_checked",
    "acme.slow.lab.test, unknown, smtp_not_checked",
    "acme.cname.lab.test, unknown, smtp_not_checked",
    "acme.truncated.lab.test, unknown, smtp_not_checked",
    "acme.flaky.lab.test, unknown, smtp_not_checked",
    "acme.null-mx.lab.test, undeliverable, null_mx",
    "acme.no-mail.lab.test, undeliverable, no_mail_server",
    "acme.mx-unresolvable.lab.test, undeliverable, no_mail_server",
    "acme.private-mx.lab.test, undeliverable, no_mail_server",
    "acme.nxdomain.lab.test, undeliverable, domain_not_found",
    "acme.servfail.lab.test, unknown, dns_servfail",
    "acme.refused.lab.test, unknown, dns_servfail",
    "acme.lame.lab.test, unknown, dns_servfail",
    "acme.cname-loop.lab.test, unknown, dns_servfail",
    "acme.timeout.lab.test, unknown, dns_timeout",
    "xn--mller-12-65a.mx.lab.test, unknown, smtp_not_checked",
    "gmail.com, unknown, smtp_not_checked",
    "gmial.com, undeliverable, domain_not_found",
    "gmail.co, undeliverable, null_mx",
    "xn--mller-bau-q9a.example, unknown, smtp_not_checked",
    "elektro-kramer.example, undeliverable, no_mail_server",
    "gestuet-birkenau.example, unknown, dns_servfail",
    "reisebuero-kolumbus.example, unknown, dns_timeout",
    "mailharbor.example, unknown, smtp_not_checked",
    "nobody.knows.example, undeliverable, domain_not_found",
    "example, undeliverable, domain_not_found",
    "acme.unheard-of.lab.test, undeliverable, domain_not_found",
    "deeper.acme.mx.lab.test, undeliverable, domain_not_found",
    "mx.lab.test, undeliverable, no_mail_server",
    "lab.test, undeliverable, no_mail_server",
    "mail.acme.own-mx.lab.test, unknown, smtp_not_checked",
    "mail.acme.private-mx.lab.test, undeliverable, no_mail_server",
    "mail.acme.mx-unresolvable.lab.test, undeliverable, domain_not_found",
    "deep.down.acme.timeout.lab.test, unknown, dns_timeout",
    "loop.acme.cname-loop.lab.test, unknown, dns_servfail",
    "loop.cname-loop.lab.test, unknown, dns_servfail",
  })
  void truthFollowsFromTheName(String domain, String status, String reason) {
    assertThat(world.truth(domain)).isEqualTo(new Truth(status, reason));
  }

  @ParameterizedTest
  @EnumSource
  void kindIsReadableFromTheName(DomainKind kind) {
    String domain = World.domain("acme-7", kind);

    assertThat(domain)
        .isEqualTo(
            "acme-7." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lab.test");
    assertThat(world.kindOf(domain)).isEqualTo(kind);
    assertThat(DomainKind.ofLabel(kind.label())).contains(kind);
  }

  @Test
  void mxDomainsShareFortyOperatorsAboutEvenly() {
    Map<String, Integer> domainsByHost = new HashMap<>();

    for (int i = 0; i < 40_000; i++) {
      List<MailExchanger> exchangers = world.exchangersOf("acme-" + i + ".mx.lab.test");
      domainsByHost.merge(exchangers.getFirst().host(), 1, Integer::sum);
    }

    assertThat(domainsByHost).hasSize(40);
    assertThat(domainsByHost.values()).allSatisfy(count -> assertThat(count).isBetween(700, 1_300));
  }

  @Test
  void multiMxDomainsHaveTwoDifferentOperators() {
    for (int i = 0; i < 1_000; i++) {
      Set<String> operators =
          world.exchangersOf("acme-" + i + ".multi-mx.lab.test").stream()
              .map(exchanger -> exchanger.host().substring(exchanger.host().indexOf('.')))
              .collect(Collectors.toSet());

      assertThat(operators).hasSize(2);
    }
  }

  @Test
  void everyNamedExchangerHasAPublicAddress() {
    for (String domain : world.namedDomains()) {
      if (EnumSet.of(DomainKind.MX, DomainKind.MULTI_MX, DomainKind.OWN_MX)
          .contains(world.kindOf(domain))) {
        assertThat(world.exchangersOf(domain))
            .isNotEmpty()
            .allSatisfy(
                exchanger ->
                    assertThat(world.addressesOf(exchanger.host()))
                        .isNotEmpty()
                        .allMatch(
                            address -> address.matches("(198\\.51\\.100|203\\.0\\.113)\\..+")));
      }
    }
  }

  @Test
  void publicAddressesAreWithinTheirNetworks() {
    Set<Integer> lastOctets =
        IntStream.range(0, 20_000)
            .mapToObj(i -> world.addressesOf("acme-" + i + ".implicit-mx.lab.test"))
            .flatMap(List::stream)
            .map(address -> Integer.valueOf(address.substring(address.lastIndexOf('.') + 1)))
            .collect(Collectors.toSet());

    assertThat(lastOctets).hasSize(254).allMatch(octet -> octet >= 1 && octet <= 254);
  }

  @Test
  void namedCompaniesStandUnderTheReservedTopLevelAndAreOfManyKinds() {
    List<String> companies =
        world.namedDomains().stream().filter(domain -> domain.endsWith(".example")).toList();

    assertThat(companies).hasSizeGreaterThanOrEqualTo(60 + 40);
    assertThat(companies.stream().map(world::kindOf))
        .contains(
            DomainKind.MX,
            DomainKind.OWN_MX,
            DomainKind.MULTI_MX,
            DomainKind.IMPLICIT_MX,
            DomainKind.NULL_MX,
            DomainKind.NO_MAIL,
            DomainKind.CNAME);
    assertThat(companies)
        .filteredOn(domain -> world.kindOf(domain) == DomainKind.TIMEOUT)
        .hasSize(1);
    assertThat(companies)
        .filteredOn(domain -> world.kindOf(domain) == DomainKind.SERVFAIL)
        .hasSize(1);
  }
}
