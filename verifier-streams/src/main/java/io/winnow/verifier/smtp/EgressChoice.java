package io.winnow.verifier.smtp;

import java.util.List;

/**
 * Gives each address its way out, always the same one: a greylisting server knows a triplet of
 * client, sender and recipient. When ways come or go, only those addresses move that have to
 * (rendezvous hashing). Pure; safe for concurrent use.
 */
public final class EgressChoice {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final List<Egress> ways;

  /**
   * @param ways at least one, in any order
   */
  public EgressChoice(List<Egress> ways) {
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("no way out");
    }
    this.ways = List.copyOf(ways);
  }

  /** All ways there are. */
  public List<Egress> ways() {
    return ways;
  }

  /**
   * The way for an address.
   *
   * @param address normalised
   */
  public Egress of(String address) {
    if (ways.size() == 1) {
      return ways.getFirst();
    }
    Egress best = ways.getFirst();
    long most = weight(best, address);
    for (Egress way : ways.subList(1, ways.size())) {
      long weight = weight(way, address);
      if (weight > most) {
        best = way;
        most = weight;
      }
    }
    return best;
  }

  /** FNV-1a, with the last step of MurmurHash3 to spread what differs in the last letters. */
  private static long weight(Egress way, String address) {
    long hash = fnv(fnv(fnv(FNV_OFFSET, way.id()), "\n"), address);
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }

  private static long fnv(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
