package io.winnow.verifier.reply;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a reply what is not the server's own words: the recipient's address in the forms in
 * which servers echo it, and our own name and address. Local parts such as {@code full} or {@code
 * user.unknown} would else decide what the reply means.
 *
 * @param recipient what stands in place of the address
 * @param domain what stands in place of the recipient's domain alone; null leaves it
 * @param self what stands in place of an address at our name or above it, such as our sender
 * @param own what stands in place of our name and IP address
 */
record Masks(String recipient, @Nullable String domain, String self, String own) {
  /** RFC 5321, section 4.5.3.1.1, and as much again for what servers do to it. */
  private static final int MAX_LOCAL_PART = 128;

  /**
   * The text without them.
   *
   * @param commonWord whether a word may be the server's own, so that a local part of just this
   *     word is taken out only where it stands in quotes or brackets
   */
  String mask(String text, ReplyContext context, Predicate<String> commonWord) {
    String masked = text;
    String address = context.recipient();
    int at = address.lastIndexOf('@');
    if (!address.isBlank()) {
      masked = replaceWords(masked, address, recipient, Masks::wholeWord);
    }
    if (at > 0) {
      String local = address.substring(0, at);
      String host = address.substring(at + 1);
      masked = replaceWords(masked, local + "%40" + host, recipient, Masks::wholeWord);
      masked = replaceWords(masked, local + "=" + host, recipient, Masks::wholeWord);
      masked =
          replaceWords(
              masked,
              local,
              recipient,
              natural(local, commonWord) ? Masks::delimited : Masks::wholeWord);
      if (domain != null && host.indexOf('.') > 0) {
        masked = replaceWords(masked, host, domain, Masks::standingAlone);
      }
    }
    if (context.ownName().indexOf('.') > 0) {
      for (String name = context.ownName(); name.indexOf('.') > 0; name = parent(name)) {
        masked = replaceAddressesAt(masked, "@" + name);
      }
      masked = replaceWords(masked, context.ownName(), own, Masks::wholeWord);
    }
    String ownAddress = context.ownAddress();
    if (ownAddress != null && !ownAddress.isBlank()) {
      masked = replaceWords(masked, ownAddress, own, Masks::wholeWord);
      masked = replaceWords(masked, reversed(ownAddress), own, Masks::wholeWord);
      masked = replaceWords(masked, ownAddress.replace('.', '-'), own, Masks::wholeWord);
    }
    return masked;
  }

  /**
   * Whether the local part could be a word of the server's, so that only quotes tell them apart.
   */
  private static boolean natural(String local, Predicate<String> commonWord) {
    return local.codePoints().allMatch(Character::isLetter)
        && commonWord.test(local.toLowerCase(Locale.ROOT));
  }

  /** Block lists are asked for the octets in reverse. */
  private static String reversed(String address) {
    int end = address.length();
    StringBuilder octets = new StringBuilder(end);
    for (int dot = address.lastIndexOf('.'); dot >= 0; dot = address.lastIndexOf('.', end - 1)) {
      octets.append(address, dot + 1, end).append('.');
      end = dot;
    }
    return octets.append(address, 0, end).toString();
  }

  private static String parent(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  private String replaceAddressesAt(String text, String atName) {
    StringBuilder replaced = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (text.regionMatches(true, at, atName, 0, atName.length())) {
        int start = localPartStart(text, at, copied);
        int end = at + atName.length();
        if (start < at && wholeWord(text, start, end)) {
          replaced.append(text, copied, start).append(self);
          copied = end;
        }
      }
    }
    return copied == 0 ? text : replaced.append(text, copied, text.length()).toString();
  }

  private static int localPartStart(String text, int at, int least) {
    int start = at;
    while (start > Math.max(least, at - MAX_LOCAL_PART)
        && "<>()[]\"',;:=@".indexOf(text.charAt(start - 1)) < 0
        && text.charAt(start - 1) > ' ') {
      start--;
    }
    return start;
  }

  /** Whether what stands from start to end, exclusive, is to be taken out. */
  private interface Place {
    boolean fits(String text, int start, int end);
  }

  private static String replaceWords(String text, String sought, String replacement, Place place) {
    StringBuilder replaced = null;
    int copied = 0;
    for (int at = 0; at + sought.length() <= text.length(); at++) {
      int end = at + sought.length();
      if (text.regionMatches(true, at, sought, 0, sought.length()) && place.fits(text, at, end)) {
        if (replaced == null) {
          replaced = new StringBuilder(text.length());
        }
        replaced.append(text, copied, at).append(replacement);
        copied = end;
        at = end - 1;
      }
    }
    return replaced == null ? text : replaced.append(text, copied, text.length()).toString();
  }

  private static boolean wholeWord(String text, int start, int end) {
    return !(start > 0 && Character.isLetterOrDigit(text.charAt(start - 1)))
        && !(end < text.length() && Character.isLetterOrDigit(text.charAt(end)));
  }

  /** Not so in an address, a longer name or a URL, which is taken out as a whole. */
  private static boolean standingAlone(String text, int start, int end) {
    return wholeWord(text, start, end) && (start == 0 || "@./".indexOf(text.charAt(start - 1)) < 0);
  }

  private static boolean delimited(String text, int start, int end) {
    return start > 0
        && end < text.length()
        && "<'\"([`{".indexOf(text.charAt(start - 1)) >= 0
        && ">'\")]`}@".indexOf(text.charAt(end)) >= 0;
  }
}
