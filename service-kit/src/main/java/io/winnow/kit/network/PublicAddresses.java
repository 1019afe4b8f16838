package io.winnow.kit.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are on the public Internet, so that a server of others may be there. */
public final class PublicAddresses {
  private PublicAddresses() {}

  /**
   * False for unspecified, loopback, private (RFC 1918), shared (RFC 6598), link-local,
   * unique-local (RFC 4193), multicast and reserved addresses, those for protocols (RFC 6890),
   * benchmarks (RFC 2544) and discarding (RFC 6666), and for whatever Teredo (RFC 4380), a NAT64 of
   * one's own (RFC 8215) or an IPv4-compatible address may lead to; also where IPv6 wraps IPv4.
   * Networks for documentation (RFC 5737, RFC 3849) count as public: nobody is there, and simulated
   * worlds use them.
   */
  public static boolean contain(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] octets = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> isPublicIpv4(octets, 0);
      case Inet6Address _ -> isPublicIpv6(octets);
      default -> false;
    };
  }

  private static boolean isPublicIpv4(byte[] octets, int offset) {
    int first = octets[offset] & 0xFF;
    int second = octets[offset + 1] & 0xFF;
    boolean thisNetwork = first == 0;
    boolean isPrivate =
        first == 10 || (first == 172 && (second & 0xF0) == 16) || (first == 192 && second == 168);
    boolean shared = first == 100 && (second & 0xC0) == 64;
    boolean linkLocal = first == 169 && second == 254;
    boolean protocols = first == 192 && second == 0 && octets[offset + 2] == 0;
    boolean benchmarks = first == 198 && (second & 0xFE) == 18;
    boolean multicastOrReserved = first >= 224;
    return !thisNetwork
        && first != 127
        && !isPrivate
        && !shared
        && !linkLocal
        && !protocols
        && !benchmarks
        && !multicastOrReserved;
  }

  private static boolean isPublicIpv6(byte[] octets) {
    boolean uniqueLocal = (octets[0] & 0xFE) == 0xFC;
    boolean localNat64 = startsWith(octets, 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01);
    boolean ipv4Compatible = startsWith(octets, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    boolean discard = startsWith(octets, 0x01, 0, 0, 0, 0, 0, 0, 0);
    boolean teredo = startsWith(octets, 0x20, 0x01, 0, 0);
    if (uniqueLocal || localNat64 || ipv4Compatible || discard || teredo) {
      return false;
    }
    // 64:ff9b::/96 (NAT64, RFC 6052) and 2002::/16 (6to4, RFC 3056) carry an IPv4 address
    if (startsWith(octets, 0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublicIpv4(octets, 12);
    }
    return !startsWith(octets, 0x20, 0x02) || isPublicIpv4(octets, 2);
  }

  private static boolean startsWith(byte[] octets, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((octets[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
