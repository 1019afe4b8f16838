package io.winnow.verifier.verdict;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.verifier.screen.ScreenFlag;
import io.winnow.verifier.screen.Screened;

/** What the screen tells of flags: yes or no of its own, and nothing of those of DNS and SMTP. */
final class KnownFlags {
  private KnownFlags() {}

  /** Of an address of which the screen noticed nothing, as of most. */
  private static final Flags NOTHING_NOTICED = nothingNoticed();

  static Flags of(Screened.Mailbox mailbox) {
    Flags flags = NOTHING_NOTICED;
    if (mailbox.flags().isEmpty()) {
      return flags;
    }
    for (ScreenFlag noticed : mailbox.flags()) {
      flags = flags.with(flag(noticed), true);
    }
    return flags;
  }

  private static Flags nothingNoticed() {
    Flags flags = Flags.UNKNOWN;
    for (ScreenFlag flag : ScreenFlag.values()) {
      flags = flags.with(flag(flag), false);
    }
    return flags;
  }

  private static Flag flag(ScreenFlag noticed) {
    return switch (noticed) {
      case FREE -> Flag.FREE;
      case ROLE -> Flag.ROLE;
      case DISPOSABLE -> Flag.DISPOSABLE;
      case NO_REPLY -> Flag.NO_REPLY;
      case TAGGED -> Flag.TAGGED;
      case IDN -> Flag.IDN;
      case SMTPUTF8 -> Flag.SMTPUTF8;
    };
  }
}
