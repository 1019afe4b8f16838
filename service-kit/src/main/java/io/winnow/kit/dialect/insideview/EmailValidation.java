package io.winnow.kit.dialect.insideview;

import io.winnow.contracts.Reason;

/** What is said of an address in {@code emailValidationStatus}. */
public enum EmailValidation {
  /** The mailbox exists. */
  VALID_EMAIL("ValidEmail"),
  /** The domain takes mail; whether the mailbox exists was not learnt, or is uncertain. */
  VALID_DOMAIN("ValidDomain"),
  /** There is no such mailbox, or never can be. */
  INVALID_EMAIL("InvalidEmail"),
  /** The domain takes no mail, or is none. */
  INVALID_DOMAIN("InvalidDomain"),
  /** Nothing was learnt, of the domain neither. */
  UNKNOWN("Unknown"),
  /** There was no address, or the job was cancelled before it was looked at. */
  NONE("");

  private final String word;

  EmailValidation(String word) {
    this.word = word;
  }

  /** As in results; empty when nothing is said. */
  public String word() {
    return word;
  }

  /** That of a verdict, by its reason. */
  public static EmailValidation of(Reason reason) {
    return switch (reason) {
      case ACCEPTED_MAILBOX, MAILBOX_FULL -> VALID_EMAIL;
      case INVALID_SYNTAX,
          PROVIDER_RULE_VIOLATION,
          DOMAIN_LITERAL,
          MAILBOX_NOT_FOUND,
          MAILBOX_DISABLED,
          MAILBOX_MOVED ->
          INVALID_EMAIL;
      case RESERVED_DOMAIN, DOMAIN_NOT_FOUND, NO_MAIL_SERVER, NULL_MX -> INVALID_DOMAIN;
      case DISPOSABLE,
          CATCH_ALL,
          ROLE_ACCOUNT,
          ACCEPTED_UNCONFIRMED,
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
          SMTP_NOT_CHECKED ->
          VALID_DOMAIN;
      case POSSIBLE_TYPO, DNS_TIMEOUT, DNS_SERVFAIL, DNS_NOT_CHECKED, INTERNAL_ERROR -> UNKNOWN;
      case EMPTY_ROW, CANCELLED -> NONE;
    };
  }
}
