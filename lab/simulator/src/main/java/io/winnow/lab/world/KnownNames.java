package io.winnow.lab.world;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that surely stand in anybody's lists of disposable domains, role accounts and misspelt
 * providers; and what Gmail says of its names. A few of each are enough to see whether a verifier
 * has such lists and gives them their due.
 */
public final class KnownNames {
  /** Disposable; each has MX records in the world. */
  public static final List<String> DISPOSABLE =
      List.of(
          "mailinator.com",
          "guerrillamail.com",
          "yopmail.com",
          "10minutemail.com",
          "trashmail.com",
          "sharklasers.com",
          "temp-mail.org",
          "getnada.com",
          "dispostable.com",
          "maildrop.cc",
          "mailnesia.com",
          "throwawaymail.com",
          "fakeinbox.com",
          "mintemail.com",
          "mohmal.com",
          "tempinbox.com",
          "discard.email",
          "emailondeck.com",
          "moakt.com",
          "mailcatch.com",
          "mytrashmail.com",
          "grr.la",
          "guerrillamail.info",
          "wegwerfmail.de",
          "trash-mail.com",
          "spambog.com",
          "byom.de",
          "jetable.org");

  /** Local parts that belong to a role and not to a person. */
  public static final List<String> ROLES =
      List.of(
          "info",
          "sales",
          "support",
          "admin",
          "abuse",
          "postmaster",
          "noreply",
          "no-reply",
          "contact",
          "office",
          "billing",
          "jobs",
          "marketing",
          "webmaster",
          "hostmaster",
          "accounts",
          "help",
          "service",
          "newsletter",
          "orders",
          "privacy",
          "security",
          "kontakt",
          "buchhaltung");

  /** One slip away from a big provider's name. */
  public static final List<String> MISSPELT =
      List.of(
          "gmial.com",
          "gmai.com",
          "hotmial.com",
          "yaho.com",
          "outlok.com",
          "gnail.com",
          "gamil.com",
          "hotmil.com",
          "hotmali.com",
          "outlokk.com");

  private static final Set<String> DISPOSABLE_SET = Set.copyOf(DISPOSABLE);
  private static final Set<String> ROLE_SET = Set.copyOf(ROLES);
  private static final Set<String> MISSPELT_SET = Set.copyOf(MISSPELT);
  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");
  private static final Pattern GMAIL_NAME = Pattern.compile("[a-z0-9]{6,30}");

  private KnownNames() {}

  static boolean isDisposable(String domain) {
    return DISPOSABLE_SET.contains(domain);
  }

  static boolean isMisspelt(String domain) {
    return MISSPELT_SET.contains(domain);
  }

  static boolean isRole(String local) {
    return ROLE_SET.contains(untagged(local));
  }

  static boolean isGmail(String domain) {
    return GMAIL.contains(domain);
  }

  /** Whether the provider has no such names: at Gmail 6 to 30 letters and digits, beside dots. */
  static boolean isImpossible(String local, String domain) {
    return isGmail(domain) && !GMAIL_NAME.matcher(untagged(local).replace(".", "")).matches();
  }

  private static String untagged(String local) {
    String name = local.toLowerCase(Locale.ROOT);
    int tag = name.indexOf('+');
    return tag > 0 ? name.substring(0, tag) : name;
  }
}
