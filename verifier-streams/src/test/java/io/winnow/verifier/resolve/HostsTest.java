package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostsTest {
  private ScriptedDns dns;

  @BeforeEach
  void startDns() throws IOException {
    dns =
        new ScriptedDns(
            Map.ofEntries(
                Map.entry("both.example A", List.of("192.0.2.1", "10.0.0.1", "192.0.2.2")),
                Map.entry("both.example AAAA", List.of("2001:db8::1", "::1")),
                Map.entry("four.example A", List.of("192.0.2.3")),
                Map.entry("six.example AAAA", List.of("2001:db8::6")),
                Map.entry("shaky.example A", List.of("192.0.2.4")),
                Map.entry("shaky.example AAAA", List.of("servfail")),
                Map.entry("half.example A", List.of("servfail")),
                Map.entry("half.example AAAA", List.of("2001:db8::7")),
                Map.entry("lab.example A", List.of("127.96.0.1", "127.97.0.1")),
                Map.entry("empty.example A", List.of()),
                Map.entry("broken.example A", List.of("servfail")),
                Map.entry("broken.example AAAA", List.of("servfail")),
                Map.entry(
                    "many.example A",
                    IntStream.range(1, 60).mapToObj(i -> "192.0.2." + i).toList())));
  }

  @AfterEach
  void stopDns() {
    dns.close();
  }

  @Test
  void ipv4ComesBeforeIpv6AndPrivateOnesDoNotCount() {
    assertThat(addressesOf("both.example"))
        .isEqualTo(found("192.0.2.1", "192.0.2.2", "2001:db8::1"));
    assertThat(addressesOf("four.example")).isEqualTo(found("192.0.2.3"));
    assertThat(addressesOf("six.example")).isEqualTo(found("2001:db8::6"));
  }

  @Test
  void whatHasNoAddressIsToldFromWhatCouldNotBeLearnt() {
    assertThat(addressesOf("empty.example"))
        .isEqualTo(new HostAddresses.None(Route.Lack.NOTHING_PUBLISHED));
    assertThat(addressesOf("nowhere.example"))
        .isEqualTo(new HostAddresses.None(Route.Lack.NOTHING_PUBLISHED));
    assertThat(addressesOf("not..a.name"))
        .isEqualTo(new HostAddresses.None(Route.Lack.NOTHING_PUBLISHED));
    assertThat(addressesOf("lab.example"))
        .isEqualTo(new HostAddresses.None(Route.Lack.ONLY_PRIVATE_ADDRESSES));
    assertThat(addressesOf("broken.example"))
        .isEqualTo(new HostAddresses.Unanswered(DnsFailure.SERVER_FAILURE));
  }

  @Test
  void onlyTheNetworkThatTheOperatorAllowsCounts() {
    MailExchangers exchangers =
        dns.exchangers(Map.of("winnow.smtp.allow-private-targets", "127.96.0.0/16"));

    assertThat(addressesOf(exchangers, "lab.example")).isEqualTo(found("127.96.0.1"));
  }

  @Test
  void oneFamilyIsEnoughWhenNothingIsLearntOfTheOther() {
    assertThat(addressesOf("shaky.example")).isEqualTo(found("192.0.2.4"));
    assertThat(addressesOf("half.example")).isEqualTo(found("2001:db8::7"));
  }

  @Test
  void aHostWhoseIpv4WasNotLearntIsAskedAgainSoon() {
    MailExchangers exchangers = dns.exchangers(Map.of("winnow.dns.failure-ttl", "1 ms"));
    var _ = addressesOf(exchangers, "half.example");
    int asked = dns.asked("half.example A");

    await()
        .untilAsserted(
            () -> {
              var _ = addressesOf(exchangers, "half.example");
              assertThat(dns.asked("half.example A")).isGreaterThan(asked);
            });
  }

  @Test
  void aFamilyGivesAtMostFourAddresses() {
    assertThat(addressesOf("many.example"))
        .isEqualTo(found("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"));
  }

  @Test
  void anAddressThatTheRouteHasAskedForIsNotAskedForAgain() {
    MailExchangers exchangers = dns.exchangers(Map.of());
    assertThat(exchangers.of("both.example").orTimeout(20, TimeUnit.SECONDS).join())
        .isInstanceOf(Route.MailHosts.class);
    assertThat(dns.asked("both.example AAAA")).isZero();

    CompletableFuture<?>[] all =
        IntStream.range(0, 100)
            .mapToObj(_ -> exchangers.addressesOf("both.example"))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).orTimeout(20, TimeUnit.SECONDS).join();

    assertThat(dns.asked("both.example A")).isEqualTo(1);
    assertThat(dns.asked("both.example AAAA")).isEqualTo(1);
    assertThat(exchangers.addressesOf("both.example")).isCompleted();
  }

  private HostAddresses addressesOf(String host) {
    return addressesOf(dns.exchangers(Map.of()), host);
  }

  private static HostAddresses addressesOf(MailExchangers exchangers, String host) {
    return exchangers.addressesOf(host).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static HostAddresses found(String... literals) {
    return new HostAddresses.Found(Arrays.stream(literals).map(InetAddress::ofLiteral).toList());
  }
}
