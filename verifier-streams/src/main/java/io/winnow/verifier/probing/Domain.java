package io.winnow.verifier.probing;

import io.winnow.verifier.lanes.CatchAll;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one mail domain, and who is being asked there. Times are in milliseconds since
 * the epoch.
 *
 * <p>As bytes: {@code byte version (1) | byte catch-all | long until | long trusted until | byte
 * greylisting | int leaders}.
 */
final class Domain {
  private static final byte VERSION = 1;
  private static final int MOST_AT_ONCE = 1_000;

  final String name;

  // kept in the store
  private CatchAll catchAll = CatchAll.NOT_ASKED;
  private long catchAllUntil;
  private long trustedUntil;
  private boolean greylisting;
  private int leaders;

  // of this epoch
  private int underWay;
  private int window = 1;
  private @Nullable Flight asksForCatchAll;

  Domain(String name) {
    this.name = name;
  }

  static Domain of(String name, byte[] bytes) {
    Domain domain = new Domain(name);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new SerializationException(
          "a domain has version %d, this program reads version %d: was it written by a newer one?"
              .formatted(version, VERSION));
    }
    domain.catchAll =
        switch (in.get()) {
          case 0 -> CatchAll.NOT_ASKED;
          case 1 -> CatchAll.YES;
          case 2 -> CatchAll.NO;
          case 3 -> CatchAll.INCONCLUSIVE;
          default -> throw new SerializationException("a domain has no such catch-all");
        };
    domain.catchAllUntil = in.getLong();
    domain.trustedUntil = in.getLong();
    domain.greylisting = in.get() != 0;
    domain.leaders = in.getInt();
    return domain;
  }

  byte[] toBytes() {
    byte code =
        switch (catchAll) {
          case NOT_ASKED -> 0;
          case YES -> 1;
          case NO -> 2;
          case INCONCLUSIVE -> 3;
        };
    return ByteBuffer.allocate(1 + 1 + 8 + 8 + 1 + 4)
        .put(VERSION)
        .put(code)
        .putLong(catchAllUntil)
        .putLong(trustedUntil)
        .put((byte) (greylisting ? 1 : 0))
        .putInt(leaders)
        .array();
  }

  /** When nothing of it is worth keeping any more; {@link Long#MAX_VALUE} while rows wait. */
  static long worthlessFrom(byte[] bytes) {
    Domain domain = of("", bytes);
    return domain.greylisting || domain.leaders > 0
        ? Long.MAX_VALUE
        : Math.max(domain.catchAllUntil, domain.trustedUntil);
  }

  /** Whether it accepts any local part; {@link CatchAll#NOT_ASKED} when that is not known. */
  CatchAll catchAll(long now) {
    return now < catchAllUntil ? catchAll : CatchAll.NOT_ASKED;
  }

  boolean knowsCatchAll(long now) {
    return catchAll(now) != CatchAll.NOT_ASKED;
  }

  void learn(CatchAll answer, long until) {
    catchAll = answer;
    catchAllUntil = until;
  }

  /** It has let us through: who is greylisted now waits alone. */
  boolean trusted(long now) {
    return now < trustedUntil;
  }

  void trust(long until) {
    trustedUntil = until;
    greylisting = false;
  }

  /** It has told a leader to come back, and the others wait for that. */
  boolean greylisting() {
    return greylisting;
  }

  void greylists() {
    greylisting = true;
    window = 1;
  }

  void greylistsNoMore() {
    greylisting = false;
  }

  /** Greylisted rows without a verdict. */
  int leaders() {
    return leaders;
  }

  void leaderCame() {
    leaders++;
  }

  void leaderLeft() {
    leaders--;
  }

  int underWay() {
    return underWay;
  }

  /**
   * How many more may be asked. A domain that is not trusted is asked for one mailbox, and with
   * each answer for one more at a time: so a greylisting one is not bothered, and one that knows
   * none of a thousand does not take a thousand turns.
   */
  int room(long now) {
    return trusted(now) ? Integer.MAX_VALUE : window - underWay;
  }

  void asked(Flight flight) {
    underWay++;
    if (flight.asksForCatchAll()) {
      asksForCatchAll = flight;
    }
  }

  void returned(Flight flight) {
    underWay--;
    if (asksForCatchAll == flight) {
      asksForCatchAll = null;
    }
  }

  void didNotGreylist() {
    window = Math.min(window + 1, MOST_AT_ONCE);
  }

  /** Whether somebody is under way who asks for a local part made up at random. */
  boolean isAskedForCatchAll() {
    return asksForCatchAll != null;
  }
}
