package io.winnow.kit.dialect;

import io.winnow.contracts.Flag;

/**
 * A verdict in the words of WhoisXML's bulk API. The checks are {@code "true"}, {@code "false"} or
 * {@code "null"}.
 *
 * @param kind under which call the row is given
 * @param error why a row that is not {@link Kind#PROCESSED} is none; empty for others
 * @param result in one word; empty for rows that are not processed
 */
public record BevserviceVerdict(
    Kind kind,
    String error,
    String smtpCheck,
    String dnsCheck,
    String freeCheck,
    String disposableCheck,
    String catchAllCheck,
    String result) {
  private static final String YES = "true";
  private static final String NO = "false";
  private static final String OPEN = "null";

  /** Where a row is counted and given. */
  public enum Kind {
    /** Under {@code completed}. */
    PROCESSED,
    /** Under {@code failed}: it is no address. */
    INVALID,
    /** Under {@code failed}: it was not verified. */
    FAILED
  }

  /** The one table of this dialect. */
  public static BevserviceVerdict of(Seen seen) {
    return switch (seen.reason()) {
      case INVALID_SYNTAX, EMPTY_ROW -> failed(Kind.INVALID, "Invalid format");
      case INTERNAL_ERROR -> failed(Kind.FAILED, "Internal error");
      case CANCELLED -> failed(Kind.FAILED, "Cancelled");
      case DOMAIN_LITERAL, RESERVED_DOMAIN, DOMAIN_NOT_FOUND, NO_MAIL_SERVER ->
          processed(seen, OPEN, NO, OPEN, "bad");
      case PROVIDER_RULE_VIOLATION -> processed(seen, NO, OPEN, OPEN, "bad");
      case NULL_MX, MAILBOX_NOT_FOUND, MAILBOX_DISABLED, MAILBOX_MOVED, MAILBOX_FULL ->
          processed(seen, NO, YES, said(seen.has(Flag.CATCH_ALL)), "smtp-failed");
      case ACCEPTED_MAILBOX -> processed(seen, YES, YES, NO, "ok");
      case CATCH_ALL -> processed(seen, YES, YES, YES, "unknown");
      case ACCEPTED_UNCONFIRMED -> processed(seen, YES, YES, OPEN, "unknown");
      case DISPOSABLE, POSSIBLE_TYPO, ROLE_ACCOUNT -> listed(seen);
      case PROVIDER_UNVERIFIABLE,
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
          SMTP_NOT_CHECKED ->
          processed(seen, OPEN, YES, OPEN, "unknown");
      case DNS_TIMEOUT, DNS_SERVFAIL, DNS_NOT_CHECKED ->
          processed(seen, OPEN, OPEN, OPEN, "unknown");
    };
  }

  /**
   * What our lists hold against a mailbox is no word of this dialect, but for a check of its own.
   */
  private static BevserviceVerdict listed(Seen seen) {
    if (!seen.accepted()) {
      return processed(seen, OPEN, YES, OPEN, "unknown");
    }
    boolean catchAll = seen.has(Flag.CATCH_ALL);
    return processed(seen, YES, YES, said(catchAll), catchAll ? "unknown" : "ok");
  }

  private static BevserviceVerdict processed(
      Seen seen, String smtp, String dns, String catchAll, String result) {
    return new BevserviceVerdict(
        Kind.PROCESSED,
        "",
        smtp,
        dns,
        said(seen.has(Flag.FREE)),
        said(seen.has(Flag.DISPOSABLE)),
        catchAll,
        result);
  }

  private static BevserviceVerdict failed(Kind kind, String error) {
    return new BevserviceVerdict(kind, error, OPEN, OPEN, OPEN, OPEN, OPEN, "");
  }

  private static String said(boolean so) {
    return so ? YES : NO;
  }
}
