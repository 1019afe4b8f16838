package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.kit.settings.Settings;
import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailExchanger;
import io.winnow.lab.world.World;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Type;

class MailExchangersTest {
  private DnsServer dns;

  @BeforeEach
  void startDns() {
    dns = DnsServer.start(World.standard(), DnsServerOptions.defaults());
  }

  @AfterEach
  void stopDns() {
    dns.close();
  }

  @ParameterizedTest
  @EnumSource(DomainKind.class)
  void everyKindOfDomainIsToldApart(DomainKind kind) {
    Route route = route(exchangers(Map.of()), World.domain("acme", kind));

    assertThat(verdictOf(route)).isEqualTo(kind.truth().reason());
  }

  private static String verdictOf(Route route) {
    return switch (route) {
      case Route.MailHosts _ -> "smtp_not_checked";
      case Route.NullMx _ -> "null_mx";
      case Route.NoMailServer _ -> "no_mail_server";
      case Route.DomainNotFound _ -> "domain_not_found";
      case Route.Unanswered(DnsFailure failure) ->
          switch (failure) {
            case TIMEOUT -> "dns_timeout";
            case SERVER_FAILURE -> "dns_servfail";
          };
    };
  }

  @Test
  void exchangersComeByPreference() {
    Route route = route(exchangers(Map.of()), World.domain("acme", DomainKind.MULTI_MX));

    List<String> inOrder =
        World.standard().exchangersOf(World.domain("acme", DomainKind.MULTI_MX)).stream()
            .sorted(Comparator.comparingInt(MailExchanger::preference))
            .map(MailExchanger::host)
            .toList();
    assertThat(route).isEqualTo(new Route.MailHosts(inOrder, false));
  }

  @Test
  void privateTargetsCountWhereTheOperatorSaysSo() {
    MailExchangers exchangers = exchangers(Map.of("winnow.smtp.allow-private-targets", "true"));

    assertThat(route(exchangers, World.domain("acme", DomainKind.PRIVATE_MX)))
        .isInstanceOf(Route.MailHosts.class);
  }

  @Test
  void aDomainIsAskedOnceHoweverManyWantToKnow() {
    MailExchangers exchangers = exchangers(Map.of());
    String domain = World.domain("popular", DomainKind.SLOW);

    CompletableFuture<?>[] all =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> exchangers.of(domain))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).orTimeout(20, TimeUnit.SECONDS).join();

    assertThat(dns.queriesFor(domain, Type.MX)).isEqualTo(1);
    assertThat(exchangers.of(domain)).isCompleted();
  }

  @Test
  void whoeverGivesUpDoesNotTakeTheAnswerFromOthers() {
    MailExchangers exchangers = exchangers(Map.of());
    String domain = World.domain("acme", DomainKind.SLOW);
    CompletableFuture<Route> patient = exchangers.of(domain);

    exchangers.of(domain).cancel(true);

    assertThat(patient.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Route.MailHosts.class);
  }

  @Test
  void aFailureIsForgottenAfterItsTime() {
    MailExchangers exchangers =
        exchangers(Map.of("winnow.dns.failure-ttl", "1 ms", "winnow.dns.tries", "1"));
    String domain = World.domain("acme", DomainKind.FLAKY);

    Route first = route(exchangers, domain);

    assertThat(first).isEqualTo(new Route.Unanswered(DnsFailure.SERVER_FAILURE));
    await()
        .untilAsserted(
            () -> assertThat(route(exchangers, domain)).isInstanceOf(Route.MailHosts.class));
  }

  @Test
  void anotherServerIsAskedWhenOneIsNotThere() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }
    MailExchangers exchangers =
        exchangers(Map.of("winnow.dns.servers", text(nobody) + "," + text(dns.address())));

    assertThat(route(exchangers, "gmail.com")).isInstanceOf(Route.MailHosts.class);
  }

  @Test
  void noMoreQuestionsAreOpenThanAllowed() {
    MailExchangers exchangers =
        exchangers(Map.of("winnow.dns.concurrency", "2", "winnow.dns.timeout", "10 s"));

    List<CompletableFuture<Route>> routes =
        IntStream.range(0, 20)
            .mapToObj(i -> exchangers.of(World.domain("acme-" + i, DomainKind.MX)))
            .toList();
    CompletableFuture.allOf(routes.toArray(CompletableFuture<?>[]::new))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();

    assertThat(routes)
        .allSatisfy(route -> assertThat(route.join()).isInstanceOf(Route.MailHosts.class));
  }

  private static Route route(MailExchangers exchangers, String domain) {
    return exchangers.of(domain).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private MailExchangers exchangers(Map<String, String> settings) {
    return new MailExchangers(
        ResolveSettings.from(
            Settings.of(
                    Map.of(
                        "winnow.dns.servers", text(dns.address()), "winnow.dns.timeout", "700 ms"))
                .with(settings)),
        Runnable::run);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Test
  void durationsOfRetriesAreRead() {
    ResolveSettings settings =
        ResolveSettings.from(Settings.of(Map.of("winnow.dns.retry-delays", "100 ms, 2 min")));

    assertThat(settings.retryDelays())
        .containsExactly(Duration.ofMillis(100), Duration.ofMinutes(2));
  }
}
