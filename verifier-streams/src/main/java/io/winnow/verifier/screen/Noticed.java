package io.winnow.verifier.screen;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the screen notices of an address that is sound, as bits while it looks: so that flags cost
 * an address nothing.
 */
final class Noticed {
  static final int FREE = 1;
  static final int ROLE = 1 << 1;
  static final int DISPOSABLE = 1 << 2;
  static final int NO_REPLY = 1 << 3;
  static final int TAGGED = 1 << 4;
  static final int IDN = 1 << 5;
  static final int SMTPUTF8 = 1 << 6;

  /** The flags of those bits, in their order. */
  private static final List<Flag> FLAGS =
      List.of(
          Flag.FREE,
          Flag.ROLE,
          Flag.DISPOSABLE,
          Flag.NO_REPLY,
          Flag.TAGGED,
          Flag.IDN,
          Flag.SMTPUTF8);

  private static final List<Flags> COMBINATIONS =
      IntStream.range(0, 1 << FLAGS.size()).mapToObj(Noticed::combination).toList();

  private Noticed() {}

  private static Flags combination(int bits) {
    Flags flags = Flags.UNKNOWN;
    for (int i = 0; i < FLAGS.size(); i++) {
      flags = flags.with(FLAGS.get(i), (bits & 1 << i) != 0);
    }
    return flags;
  }

  /** Yes or no of what the screen looks for, and nothing of what DNS and SMTP tell. Shared. */
  static Flags flags(int bits) {
    return COMBINATIONS.get(bits);
  }
}
