package io.winnow.kit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateTargetsTest {

  @ParameterizedTest
  @CsvSource({
    "127.96.0.0/16, 127.96.0.0, true",
    "127.96.0.0/16, 127.96.255.255, true",
    "127.96.0.0/16, 127.95.255.255, false",
    "127.96.0.0/16, 127.97.0.0, false",
    "127.96.0.0/16, ::1, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "10.128.0.0/9, 10.128.0.1, true",
    "10.128.0.0/9, 10.127.0.1, false",
    "0.0.0.0/0, 127.0.0.1, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "fd00::/8, 253.0.0.1, false",
    "true, 127.0.0.1, true",
    "false, 127.0.0.1, false",
  })
  void networksAreToldApart(String setting, String address, boolean allowed) {
    assertThat(PrivateTargets.parse(setting).allow(InetAddress.ofLiteral(address)))
        .isEqualTo(allowed);
  }

  @Test
  void severalNetworksAreAllowed() {
    PrivateTargets targets = PrivateTargets.parse("127.96.0.0/16 , fd00::/8");

    assertThat(targets.allow(InetAddress.ofLiteral("127.96.1.1"))).isTrue();
    assertThat(targets.allow(InetAddress.ofLiteral("fd00::1"))).isTrue();
    assertThat(targets.allow(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "localhost",
        "127.96.0.0/33",
        "127.96.0.0/-1",
        "127.96.0.1/16",
        "127.96/16",
        "fd00::/129",
        "10.0.0.0/8,,",
        "10.0.0.0/8 fd00::/8",
        "mail.example/8"
      })
  void whatIsNoNetworkIsRefused(String setting) {
    assertThatThrownBy(() -> PrivateTargets.parse(setting))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
