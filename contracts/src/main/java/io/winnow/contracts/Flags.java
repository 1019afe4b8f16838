package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to each {@link Flag}: yes, no or unknown. Immutable.
 *
 * <p>On the wire an object from a flag's name to {@code "yes"} or {@code "unknown"}; a flag that is
 * not listed is no. Flags of a newer Winnow are ignored when read.
 */
public final class Flags {
  private static final int ALL_BITS =
      Arrays.stream(Flag.values()).mapToInt(Flag::bit).reduce(0, (a, b) -> a | b);

  private static final int MAILBOX_BITS =
      Flag.CATCH_ALL.bit() | Flag.MAILBOX_FULL.bit() | Flag.MAILBOX_DISABLED.bit();

  /** Nothing is known. */
  public static final Flags UNKNOWN = new Flags(0, ALL_BITS);

  /** Everything is no. */
  public static final Flags NONE = new Flags(0, 0);

  private final int yes;
  private final int unknown;

  private Flags(int yes, int unknown) {
    this.yes = yes;
    this.unknown = unknown;
  }

  /** What is known of a flag. */
  public enum Answer {
    YES,
    NO,
    UNKNOWN;

    /** Lower-case name, as on the wire. */
    public String wireName() {
      return WireName.of(this);
    }
  }

  /** What is known of that flag. */
  public Answer get(Flag flag) {
    if ((yes & flag.bit()) != 0) {
      return Answer.YES;
    }
    return (unknown & flag.bit()) != 0 ? Answer.UNKNOWN : Answer.NO;
  }

  /** Whether the flag is known to be so. */
  public boolean has(Flag flag) {
    return (yes & flag.bit()) != 0;
  }

  /** The same with that flag answered. */
  public Flags with(Flag flag, Answer answer) {
    int others = ~flag.bit();
    return switch (answer) {
      case YES -> new Flags(yes | flag.bit(), unknown & others);
      case NO -> new Flags(yes & others, unknown & others);
      case UNKNOWN -> new Flags(yes & others, unknown | flag.bit());
    };
  }

  /** The same with that flag answered yes or no. */
  public Flags with(Flag flag, boolean so) {
    return with(flag, so ? Answer.YES : Answer.NO);
  }

  /**
   * The same with nothing known of what only a mail server tells. Without {@link Verdict#smtp} that
   * goes without saying, and is not written.
   */
  Flags withoutMailServer() {
    return (unknown & MAILBOX_BITS) == MAILBOX_BITS
        ? this
        : new Flags(yes & ~MAILBOX_BITS, unknown | MAILBOX_BITS);
  }

  /** The same with everything no of what only a mail server tells: nothing to be written. */
  public Flags asWrittenWithoutMailServer() {
    return new Flags(yes & ~MAILBOX_BITS, unknown & ~MAILBOX_BITS);
  }

  /** Those known to be so, in the order of {@link Flag}. */
  public List<Flag> set() {
    return Arrays.stream(Flag.values()).filter(this::has).toList();
  }

  /** A small number that names this combination; differs between versions of Winnow. */
  public int combination() {
    return yes << 16 | unknown;
  }

  /** What stands on the wire: those that are not no. */
  @JsonValue
  public Map<String, String> wireForm() {
    Map<String, String> form = new LinkedHashMap<>();
    for (Flag flag : Flag.values()) {
      Answer answer = get(flag);
      if (answer != Answer.NO) {
        form.put(flag.wireName(), answer.wireName());
      }
    }
    return form;
  }

  /**
   * The reverse of {@link #wireForm()}.
   *
   * @throws IllegalArgumentException when an answer is none of yes, no, unknown
   */
  @JsonCreator
  public static Flags parse(Map<String, String> wireForm) {
    Flags flags = NONE;
    for (Map.Entry<String, String> entry : wireForm.entrySet()) {
      flags = flags.withWire(entry.getKey(), entry.getValue());
    }
    return flags;
  }

  /**
   * The same with one more entry of the wire form.
   *
   * @throws IllegalArgumentException when the answer is none of yes, no, unknown
   */
  public Flags withWire(String flag, String answer) {
    Answer known =
        switch (answer) {
          case "yes" -> Answer.YES;
          case "no" -> Answer.NO;
          case "unknown" -> Answer.UNKNOWN;
          default ->
              throw new IllegalArgumentException(
                  "flag '" + flag + "' is '" + answer + "', none of yes, no, unknown");
        };
    return Flag.isKnown(flag) ? with(Flag.parse(flag), known) : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Flags flags && yes == flags.yes && unknown == flags.unknown;
  }

  @Override
  public int hashCode() {
    return combination();
  }

  @Override
  public String toString() {
    return wireForm().toString();
  }
}
