package io.winnow.verifier.screen;

import org.xbill.DNS.Address;

/** IPv6 addresses in text. */
final class Ipv6 {
  private Ipv6() {}

  /** Whether the text is an address of RFC 4291, section 2.2. */
  static boolean isAddress(String text) {
    return text.indexOf(':') >= 0
        && text.indexOf('%') < 0
        && Address.toByteArray(text, Address.IPv6) != null;
  }
}
