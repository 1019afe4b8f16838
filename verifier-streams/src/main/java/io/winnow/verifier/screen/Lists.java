package io.winnow.verifier.screen;

import io.winnow.contracts.Flag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All lists as they are at one moment, made for look-ups. Immutable, safe for concurrent use. A
 * look-up that finds nothing allocates nothing.
 */
public final class Lists {
  private static final Lists EMPTY =
      new Lists(
          new Contents(
              List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
              List.of(), Map.of(), List.of()));

  /**
   * What the lists hold: domains in lower-case A-labels, local parts in small letters.
   *
   * @param publicSuffixes rules as publicsuffix.org has them
   * @param allowed domains that no other list says anything of
   * @param disposable domains
   * @param disposableMailHosts hosts, or domains of hosts, whose clients are disposable domains
   * @param free domains that give mailboxes to everybody
   * @param roles local parts of functions
   * @param noReply local parts behind which nobody reads; see the file's own words on {@code *}
   * @param common domains that many have, by rank; never held for disposable
   * @param misspellings domains and what they are meant for
   * @param rules what providers give out
   */
  public record Contents(
      List<String> publicSuffixes,
      List<String> allowed,
      List<String> disposable,
      List<String> disposableMailHosts,
      List<String> free,
      List<String> roles,
      List<String> noReply,
      List<CommonDomain> common,
      Map<String, String> misspellings,
      List<LocalPartRule> rules) {}

  private final DomainTable domains = new DomainTable();
  private final LocalNames localNames;
  private final Misspellings misspellings;
  private final Map<String, LocalPartRule> rules = new HashMap<>();

  /** Few domains make most of a list. Threads may overwrite each other's: then it is looked up. */
  private final @Nullable KnownDomain[] recent = new KnownDomain[8_192];

  private Lists(Contents contents) {
    List<String> known = contents.common().stream().map(CommonDomain::name).toList();
    domains.addSuffixes(contents.publicSuffixes());
    domains.add(contents.disposable(), DomainTable.DISPOSABLE);
    domains.remove(known, DomainTable.DISPOSABLE);
    domains.add(contents.disposableMailHosts(), DomainTable.DISPOSABLE_MAIL_HOSTS);
    domains.add(contents.free(), DomainTable.FREE);
    domains.add(known, DomainTable.KNOWN);
    domains.add(contents.misspellings().keySet(), DomainTable.MISSPELT);
    domains.add(contents.allowed(), DomainTable.ALLOWED);
    for (LocalPartRule rule : contents.rules()) {
      for (String domain : rule.domains()) {
        rules.put(domain, rule);
      }
    }
    domains.add(rules.keySet(), DomainTable.RULED);
    localNames = new LocalNames(contents.roles(), contents.noReply());
    misspellings =
        new Misspellings(domains, new ArrayList<>(contents.common()), contents.misspellings());
  }

  /**
   * A domain as lists hold it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String domain(String text) {
    return switch (DomainNames.toAscii(text)) {
      case DomainNames.Converted.Name name -> name.ascii();
      case DomainNames.Converted.Broken broken ->
          throw new IllegalArgumentException(
              "not a domain: " + text + " (" + broken.fault().wireName() + ")");
    };
  }

  /** Those that say these things. */
  public static Lists of(Contents contents) {
    return new Lists(contents);
  }

  /** Those that say nothing. */
  public static Lists empty() {
    return EMPTY;
  }

  /** What the lists add to a sound address: flags and a suggestion, or a rule that it breaks. */
  Screened describe(String localPart, String domain) {
    int flags = ownFlags(localPart, domain);
    KnownDomain known = known(domain);
    long match = known.match();
    int listed = DomainTable.listed(match);
    if ((listed & DomainTable.ALLOWED) != 0) {
      return new Screened.Mailbox(localPart, domain, Noticed.flags(flags), null);
    }
    int exact = DomainTable.exact(match);
    if ((exact & DomainTable.RULED) != 0) {
      LocalPartRule rule = rules.get(domain);
      String broken = rule == null ? null : rule.brokenBy(localPart);
      if (broken != null) {
        return new Screened.ProviderRule(localPart + "@" + domain, broken);
      }
    }
    if ((listed & DomainTable.DISPOSABLE) != 0) {
      flags |= Noticed.DISPOSABLE;
    }
    if ((listed & DomainTable.FREE) != 0) {
      flags |= Noticed.FREE;
    }
    int from = localPart.charAt(0) == '"' ? 1 : 0;
    flags |= localNames.flags(localPart, from, nameEnd(localPart, from));
    return new Screened.Mailbox(
        localPart,
        domain,
        Noticed.flags(flags),
        known.correction() == null ? null : suggestion(localPart, known.correction()));
  }

  /** What is true of a domain whatever the local part. */
  private KnownDomain known(String domain) {
    int place = domain.hashCode() & (recent.length - 1);
    KnownDomain known = recent[place];
    if (known == null || !known.domain().equals(domain)) {
      long match = domains.match(domain);
      boolean common = (DomainTable.exact(match) & (DomainTable.KNOWN | DomainTable.FREE)) != 0;
      known = new KnownDomain(domain, match, common ? null : misspellings.of(domain, match));
      recent[place] = known;
    }
    return known;
  }

  private static int ownFlags(String localPart, String domain) {
    int flags = 0;
    if (localPart.indexOf('+') > 0 && LocalPart.of(localPart).tagStart() >= 0) {
      flags |= Noticed.TAGGED;
    }
    if (DomainNames.hasALabel(domain)) {
      flags |= Noticed.IDN;
    }
    if (!DomainNames.asciiOnly(localPart)) {
      flags |= Noticed.SMTPUTF8;
    }
    return flags;
  }

  private static int nameEnd(String localPart, int from) {
    int end = localPart.length() - from;
    int plus = localPart.indexOf('+', from + 1);
    return plus < 0 ? end : Math.min(plus, end);
  }

  private static Suggestion suggestion(String localPart, Correction correction) {
    return new Suggestion(localPart + "@" + correction.domain(), correction.strong());
  }

  /** Whether the host is listed, or below a disposable domain. */
  private boolean isDisposableMailHost(String host) {
    int listed = DomainTable.listed(domains.match(host));
    return (listed & DomainTable.ALLOWED) == 0
        && (listed & (DomainTable.DISPOSABLE | DomainTable.DISPOSABLE_MAIL_HOSTS)) != 0;
  }

  /**
   * The same address, disposable as well if one of the domain's mail hosts says so: unless the
   * domain is allowed or common.
   */
  Screened.Mailbox withMailHosts(Screened.Mailbox mailbox, List<String> hosts) {
    if (mailbox.flags().has(Flag.DISPOSABLE)
        || (DomainTable.listed(known(mailbox.domain()).match())
                & (DomainTable.ALLOWED | DomainTable.KNOWN))
            != 0
        || hosts.stream().noneMatch(this::isDisposableMailHost)) {
      return mailbox;
    }
    return new Screened.Mailbox(
        mailbox.localPart(),
        mailbox.domain(),
        mailbox.flags().with(Flag.DISPOSABLE, true),
        mailbox.suggestion());
  }

  /** The domain that somebody registered, by the public suffix list; null for a public suffix. */
  public @Nullable String registrable(String domain) {
    int suffix = DomainTable.suffixStart(domains.match(domain));
    return suffix == 0 ? null : domain.substring(domain.lastIndexOf('.', suffix - 2) + 1);
  }
}
