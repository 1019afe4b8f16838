package io.winnow.kit.dialect;

import io.winnow.contracts.Flag;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict in the words of Loqate's Everything Location.
 *
 * @param emailStatus {@code valid}, {@code invalid}, {@code accept_all} or {@code unknown}
 * @param secondaryStatus null when there is nothing to add
 */
public record LoqateVerdict(String emailStatus, @Nullable String secondaryStatus) {
  private static final String BAD_ADDRESS = "email_address_invalid";
  private static final String BAD_DOMAIN = "email_domain_invalid";
  private static final String BAD_ACCOUNT = "email_account_invalid";

  /** The one table of this dialect. */
  public static LoqateVerdict of(Seen seen) {
    return switch (seen.reason()) {
      case INVALID_SYNTAX, PROVIDER_RULE_VIOLATION, EMPTY_ROW -> invalid(BAD_ADDRESS);
      case DOMAIN_LITERAL, RESERVED_DOMAIN, DOMAIN_NOT_FOUND, NO_MAIL_SERVER, NULL_MX ->
          invalid(BAD_DOMAIN);
      case MAILBOX_NOT_FOUND, MAILBOX_DISABLED, MAILBOX_MOVED, MAILBOX_FULL -> invalid(BAD_ACCOUNT);
      case ACCEPTED_MAILBOX -> noted("valid", seen);
      case CATCH_ALL -> noted("accept_all", seen);
      case DISPOSABLE, POSSIBLE_TYPO, ROLE_ACCOUNT ->
          noted(
              !seen.accepted() ? "unknown" : seen.has(Flag.CATCH_ALL) ? "accept_all" : "valid",
              seen);
      case ACCEPTED_UNCONFIRMED,
          PROVIDER_UNVERIFIABLE,
          GREYLISTED,
          RATE_LIMITED,
          BLOCKED_BY_SERVER,
          SENDER_REJECTED,
          NEEDS_RDNS,
          CONNECT_FAILED,
          CONNECT_TIMEOUT,
          SMTP_TIMEOUT,
          SMTP_PROTOCOL_ERROR,
          CONNECTION_DROPPED,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          TEMPORARY_FAILURE,
          DNS_TIMEOUT,
          DNS_SERVFAIL,
          DNS_NOT_CHECKED,
          SMTP_NOT_CHECKED,
          INTERNAL_ERROR,
          CANCELLED ->
          noted("unknown", seen);
    };
  }

  private static LoqateVerdict invalid(String why) {
    return new LoqateVerdict("invalid", why);
  }

  private static LoqateVerdict noted(String status, Seen seen) {
    return new LoqateVerdict(
        status,
        seen.has(Flag.DISPOSABLE) ? "disposable" : seen.has(Flag.ROLE) ? "role_address" : null);
  }

  /**
   * What stands behind the last {@code @} of an address, in lower case; empty when there is none.
   */
  public static String hostDomain(String address) {
    return address
        .substring(address.lastIndexOf('@') < 0 ? address.length() : address.lastIndexOf('@') + 1)
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
