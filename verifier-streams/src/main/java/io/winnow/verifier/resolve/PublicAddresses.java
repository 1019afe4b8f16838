package io.winnow.verifier.resolve;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are on the public Internet, so that a mail server may be there. */
final class PublicAddresses {
  private PublicAddresses() {}

  /**
   * False for unspecified, loopback, private (RFC 1918), shared (RFC 6598), link-local,
   * unique-local (RFC 4193), multicast and reserved addresses, also where IPv6 wraps IPv4.
   */
  static boolean contain(InetAddress address) {
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
    boolean multicastOrReserved = first >= 224;
    return !thisNetwork
        && first != 127
        && !isPrivate
        && !shared
        && !linkLocal
        && !multicastOrReserved;
  }

  private static boolean isPublicIpv6(byte[] octets) {
    boolean uniqueLocal = (octets[0] & 0xFE) == 0xFC;
    if (uniqueLocal) {
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
