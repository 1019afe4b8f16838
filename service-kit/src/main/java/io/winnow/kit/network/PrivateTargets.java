package io.winnow.kit.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which addresses that are not on the public Internet may be connected to all the same; for
 * laboratories.
 *
 * @param all whether all of them may
 * @param networks those that may, when not all of them do
 */
public record PrivateTargets(boolean all, List<Network> networks) {
  public static final PrivateTargets NONE = new PrivateTargets(false, List.of());
  static final PrivateTargets ALL = new PrivateTargets(true, List.of());

  public PrivateTargets {
    networks = List.copyOf(networks);
  }

  /**
   * @param text {@code true}, {@code false}, or networks separated by commas
   * @throws IllegalArgumentException when it is none of these
   */
  public static PrivateTargets parse(String text) {
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
  public boolean allow(InetAddress address) {
    return all || networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * A network in the notation of RFC 4632.
   *
   * @param base its first address
   * @param prefix how many leading bits its addresses share
   */
  public record Network(InetAddress base, int prefix) {
    /** An IPv4 address has all four parts; without a colon an IPv6 address is none. */
    private static final Pattern LITERAL =
        Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static Network parse(String text) {
      int slash = text.indexOf('/');
      String literal = slash < 0 ? text : text.substring(0, slash);
      if (!LITERAL.matcher(literal).matches()) {
        throw new IllegalArgumentException(text);
      }
      InetAddress base = InetAddress.ofLiteral(literal);
      byte[] octets = base.getAddress();
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
      return new Network(base, prefix);
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
