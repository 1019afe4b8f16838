package io.winnow.verifier.screen;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What the screen notices of an address that is sound. */
public enum ScreenFlag {
  /** The domain gives mailboxes to everybody. */
  FREE(1),
  /** The local part names an office or a function, not a person; all of NO_REPLY are. */
  ROLE(2),
  /** The domain gives mailboxes for an hour. */
  DISPOSABLE(4),
  /** The local part says that nobody reads it. */
  NO_REPLY(8),
  /** The local part holds a tag behind a {@code +}. */
  TAGGED(16),
  /** The domain holds an A-label (RFC 5890), whether it was given so or in Unicode. */
  IDN(32),
  /** The local part is not ASCII, so the mail server has to know SMTPUTF8 (RFC 6531). */
  SMTPUTF8(64);

  private static final List<Set<ScreenFlag>> SETS =
      IntStream.range(0, 128).mapToObj(ScreenFlag::collect).toList();

  private final int bit;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  ScreenFlag(int bit) {
    this.bit = bit;
  }

  private static Set<ScreenFlag> collect(int bits) {
    EnumSet<ScreenFlag> set = EnumSet.noneOf(ScreenFlag.class);
    for (ScreenFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        set.add(flag);
      }
    }
    return Collections.unmodifiableSet(set);
  }

  /** Lower-case name. */
  public String wireName() {
    return wireName;
  }

  int bit() {
    return bit;
  }

  /** The set of those bits; shared, so that flags cost an address nothing. */
  static Set<ScreenFlag> ofBits(int bits) {
    return SETS.get(bits);
  }
}
