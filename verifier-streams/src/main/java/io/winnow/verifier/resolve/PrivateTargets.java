package io.winnow.verifier.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Address;

/**
 * Which addresses that are not on the public Internet may be connected to all the same; for
 * laboratories.
 *
 * @param all whether all of them may
 * @param networks those that may, when not all of them do
 */
public record PrivateTargets(boolean all, List<Network> networks) {
  static final PrivateTargets NONE = new PrivateTargets(false, List.of());
  static final PrivateTargets ALL = new PrivateTargets(true, List.of());

  public PrivateTargets {
    networks = List.copyOf(networks);
  }

  /**
   * @param text {@code true}, {@code false}, or networks separated by commas
   * @throws IllegalArgumentException when it is none of these
   */
  static PrivateTargets parse(String text) {
    return switch (text) {
      case "true" -> ALL;
      case "false", "" -> NONE;
      default ->
          new PrivateTargets(
              false,
              Arrays.stream(text.split(",", -1)).map(String::strip).map(Network::parse).toList());
    };
  }

  /** Whether this address, which is not public, may be connected to. */
  boolean allow(InetAddress address) {
    return all || networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * A network in the notation of RFC 4632.
   *
   * @param base its first address
   * @param prefix how many leading bits its addresses share
   */
  public record Network(InetAddress base, int prefix) {
    private static Network parse(String text) {
      int slash = text.indexOf('/');
      String literal = slash < 0 ? text : text.substring(0, slash);
      byte[] octets =
          Address.toByteArray(literal, literal.indexOf(':') >= 0 ? Address.IPv6 : Address.IPv4);
      if (octets == null) {
        throw new IllegalArgumentException(text);
      }
      int bits = octets.length * Byte.SIZE;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix < 0 || prefix > bits) {
        throw new IllegalArgumentException(text);
      }
      for (int bit = prefix; bit < bits; bit++) {
        if (bit(octets, bit)) {
          throw new IllegalArgumentException(text + " has bits set behind its prefix");
        }
      }
      try {
        return new Network(InetAddress.getByAddress(octets), prefix);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    private static boolean bit(byte[] octets, int index) {
      return (octets[index >> 3] >> (7 - (index & 7)) & 1) != 0;
    }

    boolean contains(InetAddress address) {
      byte[] network = base.getAddress();
      byte[] octets = address.getAddress();
      if (network.length != octets.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        if (bit(network, bit) != bit(octets, bit)) {
          return false;
        }
      }
      return true;
    }
  }
}
