package io.winnow.kit.mailbox;

import io.winnow.contracts.Dedupe;

/**
 * Keys of mailboxes: addresses with the same key are duplicates of each other. A key says nothing
 * of whether the address is sound, and is not one to write to.
 *
 * <p>Two addresses must not share a key when the one is sound and the other is not, since they
 * share a verdict then. So tags and dots count as nothing only in local parts of plain ASCII whose
 * dots are where they may be, and within the lengths of RFC 5321, section 4.5.3.1.
 */
public final class MailboxKeys {
  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_ADDRESS = 254;

  private final Dedupe dedupe;
  private final MailboxRules rules;

  private MailboxKeys(Dedupe dedupe, MailboxRules rules) {
    this.dedupe = dedupe;
    this.rules = rules;
  }

  /**
   * Those by which a job tells duplicates.
   *
   * @throws IllegalArgumentException when it does not want to
   */
  public static MailboxKeys of(Dedupe dedupe) {
    if (dedupe == Dedupe.OFF) {
      throw new IllegalArgumentException("without dedupe there are no keys");
    }
    return new MailboxKeys(dedupe, MailboxRules.builtIn());
  }

  /**
   * The key of what stands in a cell; empty when nothing does, or blanks alone.
   *
   * @param cell as given in the list
   */
  public String key(String cell) {
    String address = AddressText.strip(cell);
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return address;
    }
    String local = address.substring(0, at);
    String domain = foldAscii(address.substring(at + 1));
    return switch (dedupe) {
      case OFF, EXACT -> local + '@' + domain;
      case CANONICAL -> canonical(local, domain);
    };
  }

  private String canonical(String local, String domain) {
    if (local.startsWith("\"")) {
      return local + '@' + domain;
    }
    String folded = foldAscii(local);
    MailboxRules.Rule rule = rules.of(domain);
    if (rule == null || local.length() + 1 + domain.length() > MAX_ADDRESS || !isSound(folded)) {
      return folded + '@' + domain;
    }
    String name = rule.name(folded);
    return name.isEmpty() ? folded + '@' + domain : name + '@' + rule.sameAs();
  }

  /** Of ASCII that may stand in a local part, with dots between other characters only. */
  private static boolean isSound(String local) {
    if (local.isEmpty() || local.length() > MAX_LOCAL_PART) {
      return false;
    }
    boolean afterDot = true;
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      boolean dot = c == '.';
      if (dot ? afterDot : c <= ' ' || c > '~' || "\"(),:;<>@[\\]".indexOf(c) >= 0) {
        return false;
      }
      afterDot = dot;
    }
    return !afterDot;
  }

  /**
   * Other letters are left alone. What their small ones are depends on the language, and for
   * domains on UTS 46, which has ways of its own for some.
   */
  private static String foldAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCapital(text.charAt(i))) {
        char[] folded = text.toCharArray();
        for (int j = i; j < folded.length; j++) {
          if (isCapital(folded[j])) {
            folded[j] = (char) (folded[j] + ('a' - 'A'));
          }
        }
        return new String(folded);
      }
    }
    return text;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
