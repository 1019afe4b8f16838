package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.verifier.lanes.Finding.Again;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what was heard into findings. */
final class Findings {
  private Findings() {}

  /** The mailbox was not accepted, or nothing was learnt of it. */
  static Finding refused(OpenInquiry inquiry, Heard heard, Instant now) {
    return finding(inquiry, reason(heard), known(inquiry), again(heard), heard, now);
  }

  /**
   * No host could be asked. Trouble with one of them may pass, even if what tells most will not.
   */
  static Finding unasked(OpenInquiry inquiry, Heard mostTelling, Instant now) {
    Again again = mayPass(mostTelling) || !inquiry.mayPass() ? again(mostTelling) : Again.LATER;
    return finding(inquiry, reason(mostTelling), known(inquiry), again, mostTelling, now);
  }

  /** No host of this lane could be asked, and the next one is another lane's. */
  static Finding elsewhere(OpenInquiry inquiry, Heard mostTelling, Instant now) {
    return finding(inquiry, reason(mostTelling), known(inquiry), Again.ELSEWHERE, mostTelling, now);
  }

  /** The mailbox was not accepted, for a reason that the reply alone does not tell. */
  static Finding refused(
      OpenInquiry inquiry,
      Heard.Reply reply,
      Reason reason,
      CatchAll catchAll,
      Again again,
      Instant now) {
    return finding(inquiry, reason, catchAll, again, reply, now);
  }

  /**
   * The mailbox was accepted.
   *
   * @param deciding of the mailbox, or of the random local part
   */
  static Finding accepted(OpenInquiry inquiry, CatchAll catchAll, Heard deciding, Instant now) {
    return finding(inquiry, null, catchAll, Again.NO, deciding, now);
  }

  private static CatchAll known(OpenInquiry inquiry) {
    return inquiry.inquiry().catchAll();
  }

  private static Reason reason(Heard heard) {
    return switch (heard) {
      case Heard.Reply reply -> Reason.parse(reply.meaning().reason());
      case Heard.Silence silence -> silence.reason();
    };
  }

  /** Whether asking the same host again may tell more. */
  static boolean mayPass(Heard heard) {
    return again(heard) != Again.NO;
  }

  /** Whether everybody hears the same until our own configuration changes. */
  static boolean ofOurMaking(Heard heard) {
    Reason reason = reason(heard);
    return reason == Reason.SENDER_REJECTED
        || reason == Reason.NEEDS_RDNS
        || reason == Reason.TLS_REQUIRED;
  }

  private static Again again(Heard heard) {
    return switch (heard) {
      case Heard.Reply reply -> again(reply);
      case Heard.Silence silence -> again(silence.reason());
    };
  }

  private static Again again(Heard.Reply reply) {
    return switch (reply.meaning()) {
      case GREYLISTED -> Again.GREYLISTED;
      case RATE_LIMITED, TOO_MANY_RECIPIENTS, TEMPORARY_FAILURE -> Again.LATER;
      case ACCEPTED,
          MAILBOX_NOT_FOUND,
          MAILBOX_DISABLED,
          MAILBOX_MOVED,
          NULL_MX,
          MAILBOX_FULL,
          RECEIVING_RATE,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          PROVIDER_UNVERIFIABLE,
          BARE_REFUSAL ->
          Again.NO;
      case BLOCKED_BY_SERVER, SENDER_REJECTED, NEEDS_RDNS, DOMAIN_NOT_SERVED, PROTOCOL_ERROR ->
          reply.permanent() ? Again.NO : Again.LATER;
    };
  }

  private static Again again(Reason silence) {
    return silence == Reason.TLS_REQUIRED || silence == Reason.SMTPUTF8_UNSUPPORTED
        ? Again.NO
        : Again.LATER;
  }

  private static Finding finding(
      OpenInquiry inquiry,
      @Nullable Reason refusal,
      CatchAll catchAll,
      Again again,
      Heard heard,
      Instant now) {
    int code = 0;
    String enhancedCode = null;
    String text = null;
    Duration retryAfter = null;
    if (heard instanceof Heard.Reply reply) {
      code = reply.code();
      enhancedCode = reply.enhancedCode();
      text = reply.text();
      retryAfter = again == Again.NO ? null : reply.retryAfter();
    }
    return new Finding(
        refusal,
        catchAll,
        again,
        retryAfter,
        inquiry.hostOf(heard),
        heard.stage(),
        code,
        enhancedCode,
        text,
        inquiry.transcript(),
        inquiry.begunAt(now),
        now);
  }
}
