package io.winnow.kit.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.255.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.1.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:a00:1::1",
        "192.0.0.0",
        "192.0.0.255",
        "198.18.0.0",
        "198.19.255.255",
        "64:ff9b::c612:1",
        "64:ff9b:1::",
        "64:ff9b:1::808:808",
        "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "::8.8.8.8",
        "::127.0.0.1",
        "100::",
        "100::ffff:ffff:ffff:ffff",
        "2001::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:0:ffff:ffff:ffff:ffff:ffff:ffff"
      })
  void addressesThatAreNotOnThePublicInternetDoNotCount(String address)
      throws UnknownHostException {
    assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "223.255.255.255",
        "2001:db8::1",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.2.1",
        "192.1.0.1",
        "198.17.255.255",
        "198.20.0.0",
        "64:ff9b:2::1",
        "::ffff:8.8.8.8",
        "0:0:0:0:0:1::1",
        "100:0:0:1::",
        "2001:1::1",
        "2001:4860:4860::8888"
      })
  void publicAddressesCount(String address) throws UnknownHostException {
    assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
  }

  /** What is not on the public Internet, as the registries of IANA list it. */
  private static final PrivateTargets SPECIAL =
      PrivateTargets.parse(
          "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12,"
              + " 192.0.0.0/24, 192.168.0.0/16, 198.18.0.0/15, 224.0.0.0/4, 240.0.0.0/4,"
              + " ::/96, 64:ff9b:1::/48, 100::/64, 2001::/32, fc00::/7, fe80::/10, fec0::/10,"
              + " ff00::/8");

  /** The first and the last address of every /16, and of every /24 where that matters. */
  @Test
  void everyNetworkOfIpv4IsAsTheRegistrySays() throws UnknownHostException {
    for (int network = 0; network < 1 << 16; network++) {
      assertAsTheRegistrySays(network << 16);
      assertAsTheRegistrySays(network << 16 | 0xFFFF);
    }
    for (int network = 0xC00000; network < 0xC00100; network++) {
      assertAsTheRegistrySays(network << 8);
      assertAsTheRegistrySays(network << 8 | 0xFF);
    }
  }

  private static void assertAsTheRegistrySays(int ipv4) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(ipv4).array());
    assertThat(PublicAddresses.contain(address))
        .as("%s", address)
        .isEqualTo(!SPECIAL.allow(address));
  }

  /** The first and the last address of every /16, and the wrapped ones of every /16 of IPv4. */
  @Test
  void everyNetworkOfIpv6IsAsTheRegistrySays() throws UnknownHostException {
    for (int network = 0; network < 1 << 16; network++) {
      for (int rest : List.of(0, 0xFF)) {
        byte[] octets = new byte[16];
        Arrays.fill(octets, (byte) rest);
        octets[0] = (byte) (network >> 8);
        octets[1] = (byte) network;
        boolean sixToFour = network == 0x2002;
        InetAddress address = InetAddress.getByAddress(octets);
        assertThat(PublicAddresses.contain(address))
            .as("%s", address)
            .isEqualTo(!SPECIAL.allow(address) && !sixToFour);
      }
      byte[] ipv4 = {(byte) (network >> 8), (byte) network, 1, 1};
      boolean isPublic = !SPECIAL.allow(InetAddress.getByAddress(ipv4));
      for (String prefix : List.of("00000000000000000000ffff", "0064ff9b0000000000000000")) {
        byte[] wrapped = Arrays.copyOf(HexFormat.of().parseHex(prefix), 16);
        System.arraycopy(ipv4, 0, wrapped, 12, 4);
        assertThat(PublicAddresses.contain(InetAddress.getByAddress(wrapped)))
            .as("%s in %s", Arrays.toString(ipv4), prefix)
            .isEqualTo(isPublic);
      }
      byte[] sixToFour = Arrays.copyOf(new byte[] {0x20, 0x02, ipv4[0], ipv4[1], 1, 1}, 16);
      assertThat(PublicAddresses.contain(InetAddress.getByAddress(sixToFour)))
          .as("%s in 2002::/16", Arrays.toString(ipv4))
          .isEqualTo(isPublic);
    }
  }
}
