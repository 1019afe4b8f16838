package io.winnow.verifier.screen;

import io.winnow.contracts.Flags;
import org.jspecify.annotations.Nullable;

/** What the screen says of an address. */
public sealed interface Screened {

  /** The cell holds no address: it is empty or blank. */
  record Empty() implements Screened {}

  /**
   * The address breaks a rule of syntax.
   *
   * @param fault the rule
   * @param position where, in UTF-16 units from 0
   */
  record Invalid(SyntaxFault fault, int position) implements Screened {}

  /**
   * The domain is an IP address in brackets.
   *
   * @param normalized the address, the domain as given
   */
  record Literal(String normalized) implements Screened {}

  /**
   * The top-level domain is reserved and never in the public DNS (RFC 6761, RFC 6762, RFC 7686).
   *
   * @param normalized the address, the domain in lower-case A-labels
   */
  record Reserved(String normalized) implements Screened {}

  /**
   * The provider never gives out such a local part, so there is no such mailbox.
   *
   * @param normalized the address, the domain in lower-case A-labels
   * @param rule which rule is broken, for people, such as {@code least_length 6}
   */
  record ProviderRule(String normalized, String rule) implements Screened {}

  /**
   * An address that could be given to RCPT TO at a public mail server.
   *
   * @param localPart as given, with its quotes if it has some
   * @param domain in lower-case A-labels, without a final dot
   * @param flags what else was noticed, yes or no; nothing of what DNS and SMTP tell
   * @param suggestion what was probably meant; null when this was
   */
  record Mailbox(String localPart, String domain, Flags flags, @Nullable Suggestion suggestion)
      implements Screened {

    /** Of which nothing else is known. */
    public Mailbox(String localPart, String domain) {
      this(localPart, domain, Noticed.flags(0), null);
    }

    /** The address as mail systems would write it. */
    public String normalized() {
      return localPart + "@" + domain;
    }

    /** The domain as people write it: in Unicode where it has A-labels. Made anew at each call. */
    public String domainUnicode() {
      return DomainNames.toUnicode(domain);
    }

    /**
     * What stands behind the first {@code +} of the local part, whether or not the provider takes
     * it for a tag; null when nothing does.
     */
    public @Nullable String tag() {
      LocalPart parts = LocalPart.of(localPart);
      return parts.tagStart() < 0 ? null : localPart.substring(parts.tagStart(), parts.end());
    }
  }
}
