package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * Why a row got its {@link Status}: one primary reason per verdict. Documented in docs/reasons.md.
 */
public enum Reason {
  ACCEPTED_MAILBOX(
      Status.DELIVERABLE,
      "The mail server accepts the mailbox, and is known to refuse ones that do not exist."),
  INVALID_SYNTAX(Status.UNDELIVERABLE, "The address breaks the grammar of RFC 5321 or RFC 6531."),
  PROVIDER_RULE_VIOLATION(
      Status.UNDELIVERABLE, "The provider gives out no mailbox with such a local part."),
  DOMAIN_LITERAL(Status.UNDELIVERABLE, "The domain is an IP address in brackets."),
  RESERVED_DOMAIN(
      Status.UNDELIVERABLE, "The domain's top level is reserved and never in the public DNS."),
  DOMAIN_NOT_FOUND(Status.UNDELIVERABLE, "The DNS says that the domain does not exist."),
  NO_MAIL_SERVER(
      Status.UNDELIVERABLE, "The domain exists, but no mail exchanger with a public address."),
  NULL_MX(Status.UNDELIVERABLE, "The domain declares that it takes no mail (RFC 7505)."),
  MAILBOX_NOT_FOUND(Status.UNDELIVERABLE, "The mail server says that there is no such mailbox."),
  MAILBOX_DISABLED(Status.UNDELIVERABLE, "The mail server says that the mailbox is switched off."),
  MAILBOX_MOVED(Status.UNDELIVERABLE, "The mail server says that the mailbox has moved away."),
  MAILBOX_FULL(Status.RISKY, "The mailbox exists and takes no more mail for now."),
  DISPOSABLE(Status.RISKY, "The domain gives mailboxes to be thrown away."),
  POSSIBLE_TYPO(Status.RISKY, "The domain is probably a misspelling of a well-known one."),
  CATCH_ALL(Status.RISKY, "The mail server accepts any local part, so this one may not exist."),
  ROLE_ACCOUNT(Status.RISKY, "The local part names a function and not a person."),
  ACCEPTED_UNCONFIRMED(
      Status.UNKNOWN,
      "The mail server accepts the mailbox; whether it would refuse another was not learnt."),
  PROVIDER_UNVERIFIABLE(
      Status.UNKNOWN, "The provider answers the same whether the mailbox exists or not."),
  GREYLISTED(Status.UNKNOWN, "The mail server kept asking to come back later."),
  RATE_LIMITED(Status.UNKNOWN, "The mail server said that we ask too often."),
  BLOCKED_BY_SERVER(
      Status.UNKNOWN, "The mail server refused us, which says nothing of the mailbox."),
  SENDER_REJECTED(Status.UNKNOWN, "The mail server refused our sender address."),
  NEEDS_RDNS(Status.UNKNOWN, "The mail server refused us for want of a matching host name."),
  CONNECT_FAILED(Status.UNKNOWN, "No connection to any of the domain's mail servers."),
  CONNECT_TIMEOUT(Status.UNKNOWN, "None of the domain's mail servers answered the connection."),
  SMTP_TIMEOUT(Status.UNKNOWN, "The mail server stopped answering in the middle."),
  SMTP_PROTOCOL_ERROR(Status.UNKNOWN, "The mail server's answers made no sense."),
  CONNECTION_DROPPED(Status.UNKNOWN, "The mail server hung up in the middle."),
  TLS_REQUIRED(Status.UNKNOWN, "The mail server insists on TLS, and TLS failed."),
  SMTPUTF8_UNSUPPORTED(
      Status.UNKNOWN,
      "None of the mail servers that answered takes a local part beyond ASCII (RFC 6531)."),
  TEMPORARY_FAILURE(Status.UNKNOWN, "The mail server kept failing for reasons of its own."),
  DNS_TIMEOUT(Status.UNKNOWN, "The domain's name servers did not answer in time."),
  DNS_SERVFAIL(Status.UNKNOWN, "The domain's name servers answered with an error."),
  DNS_NOT_CHECKED(Status.UNKNOWN, "The syntax is valid; the job's level asks for no more."),
  SMTP_NOT_CHECKED(
      Status.UNKNOWN, "The domain takes mail; the mailbox was not asked at the job's level."),
  INTERNAL_ERROR(Status.UNKNOWN, "Winnow failed at this row; the log says why."),
  EMPTY_ROW(Status.SKIPPED, "The row holds no address."),
  CANCELLED(Status.SKIPPED, "The job was cancelled before the row had a verdict.");

  private static final Map<String, Reason> BY_WIRE_NAME = WireName.index(Reason.class);
  private final String wireName = WireName.of(this);
  private final Status status;
  private final String meaning;

  Reason(Status status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The one status that goes with this reason. */
  public Status status() {
    return status;
  }

  /** One sentence for people, as in the docs. */
  public String meaning() {
    return meaning;
  }

  /** Lower-case name, as on the wire and in files. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The reason with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static Reason parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "reason", wireName);
  }
}
