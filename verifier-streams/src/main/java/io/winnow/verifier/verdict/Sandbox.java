package io.winnow.verifier.verdict;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.screen.Screened;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose verdict is agreed upon, so that users can try what they build on Winnow without
 * asking anybody's server: {@code REASON@sandbox.winnow.test}, at whatever level. Documented in
 * docs/sandbox.md.
 */
public final class Sandbox {
  private Sandbox() {}

  static final String DOMAIN = "sandbox.winnow.test";

  /** Local parts that say a status alone, and the reason that stands for it. */
  private static final Map<String, Reason> STATUSES =
      Map.of(
          "deliverable", Reason.ACCEPTED_MAILBOX,
          "undeliverable", Reason.MAILBOX_NOT_FOUND,
          "risky", Reason.CATCH_ALL,
          "unknown", Reason.TEMPORARY_FAILURE);

  private static final Map<String, Reason> REASONS = reasons();

  private static Map<String, Reason> reasons() {
    Map<String, Reason> reasons = new HashMap<>(STATUSES);
    for (Reason reason : Reason.values()) {
      if (reason.status() != Status.SKIPPED) {
        reasons.put(reason.wireName().replace('_', '-'), reason);
      }
    }
    return Map.copyOf(reasons);
  }

  /**
   * The agreed verdict, or null when the address is none of the sandbox. A local part that names no
   * reason is a mailbox that does not exist. Tags behind a {@code +} do not count.
   *
   * @param now for the evidence
   */
  public static @Nullable Verdict of(Screened.Mailbox mailbox, Instant now) {
    if (!mailbox.domain().equals(DOMAIN)) {
      return null;
    }
    String local = mailbox.localPart().toLowerCase(Locale.ROOT);
    int tag = local.indexOf('+');
    Reason reason =
        REASONS.getOrDefault(
            (tag < 0 ? local : local.substring(0, tag)).replace('_', '-'),
            Reason.MAILBOX_NOT_FOUND);
    @Nullable SmtpEvidence smtp = smtp(reason, now);
    return new Verdict(
        reason,
        "sandbox",
        mailbox.normalized(),
        reason == Reason.POSSIBLE_TYPO ? "deliverable@" + DOMAIN : null,
        flags(reason),
        smtp == null ? null : "mx." + DOMAIN,
        smtp);
  }

  private static Flags flags(Reason reason) {
    return switch (reason) {
      case CATCH_ALL -> Flags.NONE.with(Flag.CATCH_ALL, true);
      case DISPOSABLE -> Flags.NONE.with(Flag.DISPOSABLE, true);
      case ROLE_ACCOUNT -> Flags.NONE.with(Flag.ROLE, true);
      case MAILBOX_FULL -> Flags.NONE.with(Flag.MAILBOX_FULL, true);
      case MAILBOX_DISABLED -> Flags.NONE.with(Flag.MAILBOX_DISABLED, true);
      case NULL_MX -> Flags.NONE.with(Flag.NULL_MX, true);
      case ACCEPTED_MAILBOX -> Flags.NONE;
      default -> Flags.UNKNOWN;
    };
  }

  /** What a mail server would have said; null where none is asked. */
  private static @Nullable SmtpEvidence smtp(Reason reason, Instant now) {
    return switch (reason) {
      case ACCEPTED_MAILBOX, CATCH_ALL, DISPOSABLE, ROLE_ACCOUNT, POSSIBLE_TYPO ->
          answered(SmtpStage.RCPT, 250, "2.1.5", "Recipient OK", now);
      case ACCEPTED_UNCONFIRMED ->
          answered(SmtpStage.PROBE, 451, "4.3.0", "Temporary lookup failure", now);
      case PROVIDER_UNVERIFIABLE -> answered(SmtpStage.RCPT, 250, null, "recipient ok", now);
      case MAILBOX_NOT_FOUND -> answered(SmtpStage.RCPT, 550, "5.1.1", "No such user", now);
      case MAILBOX_DISABLED -> answered(SmtpStage.RCPT, 550, "5.2.1", "Mailbox disabled", now);
      case MAILBOX_MOVED -> answered(SmtpStage.RCPT, 551, "5.1.6", "User has moved", now);
      case MAILBOX_FULL -> answered(SmtpStage.RCPT, 552, "5.2.2", "Mailbox full", now);
      case GREYLISTED -> answered(SmtpStage.RCPT, 451, "4.7.1", "Greylisted, try later", now);
      case RATE_LIMITED -> answered(SmtpStage.RCPT, 421, "4.7.0", "Too many recipients", now);
      case BLOCKED_BY_SERVER -> answered(SmtpStage.RCPT, 554, "5.7.1", "Access denied", now);
      case SENDER_REJECTED -> answered(SmtpStage.MAIL, 550, "5.1.8", "Sender rejected", now);
      case NEEDS_RDNS -> answered(SmtpStage.CONNECT, 554, "5.7.25", "PTR record missing", now);
      case TLS_REQUIRED -> answered(SmtpStage.MAIL, 530, "5.7.0", "Must use STARTTLS", now);
      case TEMPORARY_FAILURE -> answered(SmtpStage.RCPT, 451, "4.3.0", "Try later", now);
      case CONNECT_FAILED, CONNECT_TIMEOUT -> answered(SmtpStage.CONNECT, 0, null, null, now);
      case SMTP_TIMEOUT, SMTP_PROTOCOL_ERROR, CONNECTION_DROPPED, SMTPUTF8_UNSUPPORTED ->
          answered(SmtpStage.RCPT, 0, null, null, now);
      default -> null;
    };
  }

  private static SmtpEvidence answered(
      SmtpStage stage,
      int code,
      @Nullable String enhancedCode,
      @Nullable String reply,
      Instant now) {
    return new SmtpEvidence(
        DOMAIN, stage, code, enhancedCode, reply, 1, now, now, SmtpEvidence.Source.SANDBOX, null);
  }
}
