package io.winnow.lab.world;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a domain behaves that has mail servers. The label stands in its name: {@code
 * acme-7.catch-all.lab.test}. In the DNS all of them are domains with MX records.
 */
public enum MailKind {
  /** At one of the shared operators; tells the truth. */
  ORDINARY(Hosting.SHARED, Recipients.BY_MAILBOX),
  /** At one of the shared operators; takes missing recipients too. */
  CATCH_ALL(Hosting.SHARED, Recipients.CATCH_ALL),
  /** 451 to a random local part, so that one cannot learn whether it is catch-all. */
  PROBE_DEFERRED(Hosting.SHARED, Recipients.DEFERS_PROBES),
  /** 550 without a word to missing recipients. */
  BARE_550(Hosting.SHARED, Recipients.BARE_550),
  /** 550 without a word to everyone. */
  BARE_550_ALL(Hosting.SHARED, Recipients.BARE_550_TO_ALL, "blocked_by_server"),
  /** Refusals with 250 in their ids. */
  REPLY_ID_250(Hosting.SHARED, Recipients.IDS_WITH_250),
  /** Google Workspace. */
  GOOGLE_WORKSPACE(Hosting.GOOGLE, Recipients.BY_MAILBOX),
  /** Gmail's 450 for a mailbox that gets too much mail. */
  RECEIVING_RATE(Hosting.GOOGLE, Recipients.RECEIVING_RATE),
  /** Gmail's 550 for a mailbox that gets too much mail; the code is that of a disabled one. */
  RECEIVING_RATE_PERM(Hosting.GOOGLE, Recipients.RECEIVING_RATE_PERM),
  /** Microsoft 365 that knows its recipients at the edge: "Access denied" means no such user. */
  ACCESS_DENIED(Hosting.TENANT, Recipients.ACCESS_DENIED),
  /** Microsoft 365 that does not: it takes every recipient. */
  MICROSOFT_365(Hosting.TENANT, Recipients.CATCH_ALL),
  /** Behind Mimecast. */
  MIMECAST(Hosting.MIMECAST, Recipients.BY_MAILBOX),
  /** Behind Proofpoint. */
  PROOFPOINT(Hosting.PROOFPOINT, Recipients.BY_MAILBOX),
  /** At Yahoo, who takes every recipient and means nothing by it. */
  UNVERIFIABLE(Hosting.YAHOO, Recipients.ACCEPTS_ALL, "provider_unverifiable"),
  /** At Yahoo, who defers us at MAIL. */
  TSS04(Hosting.YAHOO_TSS04, Recipients.ACCEPTS_ALL, "rate_limited"),
  /** Greylisted once, then tells the truth. */
  GREYLISTING(Hosting.OWN, Recipients.GREYLISTING),
  /** As {@link #GREYLISTING}, and says for how long. */
  GREYLISTING_TIMED(Hosting.OWN, Recipients.GREYLISTING_TIMED),
  /** Greylisted for ever. */
  GREYLISTED(Hosting.OWN, Recipients.GREYLISTED, "greylisted"),
  /** Refused for our rate for ever. */
  RATE_LIMITED(Hosting.OWN, Recipients.RATE_LIMITED, "rate_limited"),
  /** Refused while we are too fast. */
  RATE_LIMITING(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Two connections at once and no more. */
  FEW_CONNECTIONS(Hosting.OWN, Recipients.BY_MAILBOX),
  /** 451 for ever. */
  TEMPORARY_FAILURE(Hosting.OWN, Recipients.TEMPORARY_FAILURE, "temporary_failure"),
  /** 554 in place of the banner. */
  BLOCKED_AT_CONNECT(Hosting.OWN, Recipients.BY_MAILBOX, "blocked_by_server"),
  /** 550 at EHLO and HELO. */
  BLOCKED_AT_EHLO(Hosting.OWN, Recipients.BY_MAILBOX, "blocked_by_server"),
  /** 550 5.7.1 at MAIL. */
  BLOCKED_AT_MAIL(Hosting.OWN, Recipients.BY_MAILBOX, "blocked_by_server"),
  /** Spamhaus's 550 5.7.1 at RCPT. */
  BLOCKED_AT_RCPT(Hosting.OWN, Recipients.BLOCKED, "blocked_by_server"),
  /** 550 5.7.27 at MAIL. */
  SENDER_REJECTED(Hosting.OWN, Recipients.BY_MAILBOX, "sender_rejected"),
  /** 550 5.1.8 at RCPT. */
  SENDER_REJECTED_AT_RCPT(Hosting.OWN, Recipients.SENDER_REJECTED, "sender_rejected"),
  /** 550 5.7.25 at RCPT. */
  NEEDS_RDNS(Hosting.OWN, Recipients.NEEDS_RDNS, "needs_rdns"),
  /** Nothing listens. */
  CONNECT_REFUSED(Hosting.OWN, Recipients.BY_MAILBOX, "connect_failed"),
  /** Connections neither come about nor are refused. */
  CONNECT_TIMEOUT(Hosting.OWN, Recipients.BY_MAILBOX, "connect_timeout"),
  /** Takes the connection and says nothing. */
  HALF_OPEN(Hosting.OWN, Recipients.BY_MAILBOX, "smtp_timeout"),
  /** Says nothing to RCPT. */
  SILENT_AT_RCPT(Hosting.OWN, Recipients.BY_MAILBOX, "smtp_timeout"),
  /** The banner comes octet by octet, without an end. */
  ENDLESS_DRIP(Hosting.OWN, Recipients.BY_MAILBOX, "smtp_timeout"),
  /** Hangs up in place of the banner. */
  DROPPED_AT_CONNECT(Hosting.OWN, Recipients.BY_MAILBOX, "connection_dropped"),
  /** Hangs up in place of the reply to RCPT. */
  DROPPED_AT_RCPT(Hosting.OWN, Recipients.BY_MAILBOX, "connection_dropped"),
  /** Speaks HTTP. */
  GARBAGE(Hosting.OWN, Recipients.BY_MAILBOX, "smtp_protocol_error"),
  /** Answers RCPT with noise. */
  GARBAGE_AT_RCPT(Hosting.OWN, Recipients.BY_MAILBOX, "smtp_protocol_error"),
  /** Demands TLS and breaks it. */
  TLS_REQUIRED(Hosting.OWN, Recipients.BY_MAILBOX, "tls_required"),
  /** Replies octet by octet. */
  SLOW_DRIP(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Replies after a delay. */
  TARPIT(Hosting.OWN, Recipients.BY_MAILBOX),
  /** The banner comes late, and who speaks before it is refused. */
  BANNER_DELAY(Hosting.OWN, Recipients.BY_MAILBOX),
  /** HELO alone. */
  EHLO_REFUSED(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Hangs up when HELO follows EHLO. */
  HELO_BREAKS(Hosting.OWN, Recipients.BY_MAILBOX),
  /** TLS for who wants it. */
  STARTTLS(Hosting.OWN, Recipients.BY_MAILBOX),
  /** TLS or nothing. */
  STARTTLS_REQUIRED(Hosting.OWN, Recipients.BY_MAILBOX),
  /** TLS offered and broken; without it all is well. */
  BROKEN_TLS(Hosting.OWN, Recipients.BY_MAILBOX),
  /** No PIPELINING, and hangs up when pipelined to. */
  NO_PIPELINING(Hosting.OWN, Recipients.BY_MAILBOX),
  /** No SMTPUTF8. */
  NO_SMTPUTF8(Hosting.OWN, Recipients.BY_MAILBOX),
  /** 452 4.5.3 to the second recipient of a session. */
  ONE_RECIPIENT(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Goodbye after the first 5xx. */
  HANGS_UP(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Goodbye after the third 5xx. */
  HANGS_UP_LATE(Hosting.OWN, Recipients.BY_MAILBOX),
  /** Every reply in several lines. */
  MULTI_LINE(Hosting.OWN, Recipients.BY_MAILBOX),
  /** The first MX refuses connections, the second works. */
  NOLISTING(Hosting.OWN_PAIR, Recipients.BY_MAILBOX),
  /** The first MX answers 421 in place of the banner, the second works. */
  FIRST_MX_DEFERS(Hosting.OWN_PAIR, Recipients.BY_MAILBOX),
  /** The first MX answers 451 to RCPT, the second works. */
  FIRST_MX_DEFERS_AT_RCPT(Hosting.OWN_PAIR, Recipients.BY_MAILBOX);

  private static final Map<String, MailKind> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(MailKind::label, Function.identity()));
  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Hosting hosting;
  private final Recipients recipients;
  private final @Nullable String alwaysUnknown;

  MailKind(Hosting hosting, Recipients recipients) {
    this(hosting, recipients, null);
  }

  MailKind(Hosting hosting, Recipients recipients, @Nullable String alwaysUnknown) {
    this.hosting = hosting;
    this.recipients = recipients;
    this.alwaysUnknown = alwaysUnknown;
  }

  /** As in domain names and data files, such as {@code catch-all}. */
  public String label() {
    return label;
  }

  /** How its servers answer RCPT. */
  public Recipients recipients() {
    return recipients;
  }

  /** The kind with that label, if there is one. */
  public static Optional<MailKind> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** The verdict that is right whatever the mailbox, because nothing is to be learnt of it. */
  Optional<Truth> always() {
    return Optional.ofNullable(alwaysUnknown).map(Truth::unknown);
  }

  /** The MX records of a domain of this kind. */
  List<MailExchanger> exchangersOf(String domain) {
    return hosting.exchangersOf(domain, label);
  }
}
