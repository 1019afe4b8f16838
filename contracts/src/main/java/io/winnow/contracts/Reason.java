package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * Why a row got its {@link Status}: one primary reason per verdict. Documented in docs/reasons.md.
 */
public enum Reason {
  INVALID_SYNTAX(Status.UNDELIVERABLE, "The address breaks the grammar of RFC 5321 or RFC 6531."),
  DOMAIN_LITERAL(Status.UNDELIVERABLE, "The domain is an IP address in brackets."),
  RESERVED_DOMAIN(
      Status.UNDELIVERABLE, "The domain's top level is reserved and never in the public DNS."),
  DOMAIN_NOT_FOUND(Status.UNDELIVERABLE, "The DNS says that the domain does not exist."),
  NO_MAIL_SERVER(
      Status.UNDELIVERABLE, "The domain exists, but no mail exchanger with a public address."),
  NULL_MX(Status.UNDELIVERABLE, "The domain declares that it takes no mail (RFC 7505)."),
  DNS_TIMEOUT(Status.UNKNOWN, "The domain's name servers did not answer in time."),
  DNS_SERVFAIL(Status.UNKNOWN, "The domain's name servers answered with an error."),
  DNS_NOT_CHECKED(Status.UNKNOWN, "The syntax is valid; the job's level asks for no more."),
  SMTP_NOT_CHECKED(
      Status.UNKNOWN, "The domain takes mail; the mailbox was not asked at the job's level."),
  INTERNAL_ERROR(Status.UNKNOWN, "Winnow failed at this row; the log says why."),
  EMPTY_ROW(Status.SKIPPED, "The row holds no address.");

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
