package io.winnow.lab.world;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether there is a mailbox for a local part, and how it is. Follows from the address alone. */
public enum Mailbox {
  EXISTS,
  MISSING,
  /** Has no room left. */
  FULL,
  DISABLED,
  /** Is elsewhere now. */
  MOVED;

  /** Nobody's name has so many letters and digits without a separator. */
  private static final Pattern RANDOM = Pattern.compile("[a-z0-9]{16,}");

  private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

  /**
   * The state of a mailbox: of a hundred, 82 exist, 12 are missing, 2 full, 3 disabled and 1 moved.
   * Upper and lower case are the same, a tag behind {@code +} does not count, and at Gmail no dot
   * does. Local parts with 16 or more letters and digits in a row are missing; {@code postmaster}
   * exists (RFC 5321, section 4.5.1).
   *
   * @param local as in an address, quoted or not
   * @param domain A-labels
   */
  static Mailbox of(String local, String domain) {
    String name = canonical(local, domain);
    if (name.equals("postmaster")) {
      return EXISTS;
    }
    if (looksRandom(name)) {
      return MISSING;
    }
    int place = Hash.below(100, name + "@" + domain);
    if (place < 82) {
      return EXISTS;
    }
    if (place < 94) {
      return MISSING;
    }
    if (place < 96) {
      return FULL;
    }
    return place < 99 ? DISABLED : MOVED;
  }

  /** Whether the local part is one that a verifier has thought up, to see what is refused. */
  public static boolean looksRandom(String local) {
    return RANDOM.matcher(local.toLowerCase(Locale.ROOT)).find();
  }

  private static String canonical(String local, String domain) {
    String name = unquoted(local).toLowerCase(Locale.ROOT);
    int tag = name.indexOf('+');
    String untagged = tag > 0 ? name.substring(0, tag) : name;
    return KnownNames.isGmail(domain) ? untagged.replace(".", "") : untagged;
  }

  private static String unquoted(String local) {
    return local.length() >= 2 && local.startsWith("\"") && local.endsWith("\"")
        ? QUOTED_PAIR.matcher(local.substring(1, local.length() - 1)).replaceAll("$1")
        : local;
  }
}
