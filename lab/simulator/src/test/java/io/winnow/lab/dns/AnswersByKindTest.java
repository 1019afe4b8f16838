package io.winnow.lab.dns;

import static io.winnow.lab.dns.Client.answers;
import static io.winnow.lab.dns.Client.exchangers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.lab.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@ParameterizedClass
@EnumSource(Transport.class)
class AnswersByKindTest {
  private static final String PUBLIC_ADDRESS = "(198\\.51\\.100|203\\.0\\.113)\\.\\d+";

  private final DnsServer server =
      DnsServer.start(
          World.standard(),
          DnsServerOptions.defaults()
              .withSlowDelay(Duration.ofMillis(150))
              .withTtl(Duration.ofSeconds(77))
              .withNegativeTtl(Duration.ofSeconds(11)));

  @Parameter Transport transport;

  @AfterEach
  void stop() {
    server.close();
  }

  private Message ask(String name, int type) throws IOException {
    return new Client(server, transport).ask(name, type);
  }

  @Test
  void mxDomainIsServedByASharedOperatorWithAPublicAddress() throws IOException {
    Message response = ask("acme-123.mx.lab.test", Type.MX);

    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(exchangers(response)).singleElement().asString().matches("10 mx1\\..+\\.example\\.");
    assertThat(addressesOfExchangers(response))
        .isNotEmpty()
        .allMatch(a -> a.matches(PUBLIC_ADDRESS));
    assertThat(response.getSection(Section.ANSWER)).extracting(Record::getTTL).containsOnly(77L);
  }

  @Test
  void ownMxDomainHasItsOwnHost() throws IOException {
    Message response = ask("acme-123.own-mx.lab.test", Type.MX);

    assertThat(exchangers(response)).containsExactly("10 mail.acme-123.own-mx.lab.test.");
    assertThat(addressesOfExchangers(response))
        .isNotEmpty()
        .allMatch(a -> a.matches(PUBLIC_ADDRESS));
  }

  @Test
  void multiMxDomainListsThreeExchangersOutOfOrder() throws IOException {
    Message response = ask("acme-123.multi-mx.lab.test", Type.MX);

    assertThat(exchangers(response))
        .extracting(mx -> mx.substring(0, 2))
        .containsExactly("20", "10", "30");
    assertThat(addressesOfExchangers(response)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void providersHaveTheirRealExchangers() throws IOException {
    Message response = ask("gmail.com", Type.MX);

    assertThat(exchangers(response))
        .hasSize(5)
        .contains("5 gmail-smtp-in.l.google.com.", "40 alt4.gmail-smtp-in.l.google.com.");
    assertThat(addressesOfExchangers(response)).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void implicitMxDomainHasAnAddressAndNoMx() throws IOException {
    Message mx = ask("acme.implicit-mx.lab.test", Type.MX);
    Message a = ask("acme.implicit-mx.lab.test", Type.A);

    assertThatNothingIsThere(mx);
    assertThat(answers(a)).isNotEmpty().allMatch(address -> address.matches(PUBLIC_ADDRESS));
  }

  @Test
  void nullMxDomainDeclaresItAndHasAnAddress() throws IOException {
    assertThat(exchangers(ask("acme.null-mx.lab.test", Type.MX))).containsExactly("0 .");
    assertThat(answers(ask("acme.null-mx.lab.test", Type.A))).isNotEmpty();
  }

  @Test
  void noMailDomainExistsWithNeitherMxNorAddress() throws IOException {
    assertThatNothingIsThere(ask("acme.no-mail.lab.test", Type.MX));
    assertThatNothingIsThere(ask("acme.no-mail.lab.test", Type.A));
    assertThatNothingIsThere(ask("acme.no-mail.lab.test", Type.AAAA));
  }

  @Test
  void mxUnresolvableDomainPointsToHostsThatDoNotExist() throws IOException {
    Message response = ask("acme.mx-unresolvable.lab.test", Type.MX);

    assertThat(exchangers(response)).hasSize(2);
    for (String exchanger : exchangers(response)) {
      assertThat(ask(hostOf(exchanger), Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
    assertThat(answers(ask("acme.mx-unresolvable.lab.test", Type.A))).isNotEmpty();
  }

  @Test
  void privateMxDomainsPointToNetworksThatNobodyReaches() throws IOException {
    for (int i = 0; i < 20; i++) {
      Message response = ask("acme-" + i + ".private-mx.lab.test", Type.MX);

      assertThat(exchangers(response)).hasSize(2);
      assertThat(addressesOfExchangers(response))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(a -> a.matches("(10|127|192\\.168|172\\.16)\\..*|fd12:.*|(0:)+1"));
    }
  }

  @Test
  void nxdomainIsDeniedWithAnSoaThatSaysForHowLong() throws IOException {
    for (String name : List.of("acme.nxdomain.lab.test", "gmial.com", "nobody.knows.example")) {
      Message response = ask(name, Type.MX);

      assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(soaOf(response).getMinimum()).isEqualTo(11);
      assertThat(soaOf(response).getTTL()).isEqualTo(11);
    }
  }

  @Test
  void brokenNameServersFailForTheirWholeZone() throws IOException {
    for (String below : List.of("", "mail.", "a.b.")) {
      assertThat(ask(below + "acme.servfail.lab.test", Type.MX).getRcode())
          .isEqualTo(Rcode.SERVFAIL);
      assertThat(ask(below + "acme.refused.lab.test", Type.MX).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void lameServerGivesAnEmptyAnswerWithoutAuthority() throws IOException {
    Message response = ask("acme.lame.lab.test", Type.MX);

    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(response.getSection(Section.ANSWER)).isEmpty();
    assertThat(response.getSection(Section.AUTHORITY)).isEmpty();
  }

  @Test
  void timeoutDomainIsNeverAnswered() {
    Client client = new Client(server, transport);
    client.resolver().setTimeout(Duration.ofMillis(300));

    assertThatThrownBy(() -> client.ask("acme.timeout.lab.test", Type.MX))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("imed out");

    assertThat(server.queriesFor("acme.timeout.lab.test")).isEqualTo(1);
  }

  @Test
  void slowDomainIsAnsweredAfterTheDelay() throws IOException {
    long start = System.nanoTime();

    Message response = ask("acme.slow.lab.test", Type.MX);

    assertThat(exchangers(response)).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(150));
  }

  @Test
  void cnameDomainBringsItsTargetsExchangers() throws IOException {
    Message response = ask("acme-5.cname.lab.test", Type.MX);

    assertThat(answers(response)).hasSize(2).first().isEqualTo("acme-5.mx.lab.test.");
    assertThat(exchangers(response)).isEqualTo(exchangers(ask("acme-5.mx.lab.test", Type.MX)));
  }

  @Test
  void cnameLoopLeadsBackToItself() throws IOException {
    for (int type : new int[] {Type.MX, Type.A}) {
      Message response = ask("acme.cname-loop.lab.test", type);

      assertThat(answers(response))
          .containsExactly("loop.acme.cname-loop.lab.test.", "acme.cname-loop.lab.test.");
    }
  }

  @Test
  void flakyDomainFailsOnceForEachName() throws IOException {
    assertThat(ask("acme.flaky.lab.test", Type.MX).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(exchangers(ask("acme.flaky.lab.test", Type.MX))).hasSize(1);
    assertThat(exchangers(ask("acme.flaky.lab.test", Type.MX))).hasSize(1);
    assertThat(ask("other.flaky.lab.test", Type.MX).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void sixtyExchangersNeedTcp() throws IOException {
    Message response = ask("acme.truncated.lab.test", Type.MX);

    switch (transport) {
      case UDP -> assertThat(response.getHeader().getFlag(Flags.TC)).isTrue();
      case TCP -> {
        assertThat(response.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(exchangers(response)).hasSize(60);
      }
    }
  }

  @Test
  void caseOfTheQuestionDoesNotMatterAndComesBack() throws IOException {
    Message response = ask("AcMe-123.Mx.LAB.test", Type.MX);

    assertThat(exchangers(response)).isEqualTo(exchangers(ask("acme-123.mx.lab.test", Type.MX)));
    assertThat(response.getQuestion().getName()).hasToString("AcMe-123.Mx.LAB.test.");
  }

  private List<String> addressesOfExchangers(Message response) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (String exchanger : exchangers(response)) {
      addresses.addAll(answers(ask(hostOf(exchanger), Type.A)));
      addresses.addAll(answers(ask(hostOf(exchanger), Type.AAAA)));
    }
    return addresses;
  }

  private static String hostOf(String exchanger) {
    return exchanger.substring(exchanger.indexOf(' ') + 1);
  }

  private static void assertThatNothingIsThere(Message response) {
    assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(response.getSection(Section.ANSWER)).isEmpty();
    assertThat(soaOf(response).getMinimum()).isEqualTo(11);
  }

  private static SOARecord soaOf(Message response) {
    return (SOARecord) response.getSection(Section.AUTHORITY).getFirst();
  }
}
