package io.winnow.verifier.lanes;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.DomainMemory.RandomAnswer;
import io.winnow.verifier.reply.Meaning;

/** What can be made of a reply, by itself. Pure. */
final class ReplyUse {
  /** A reply without a word that is about the recipient, if it is about anybody. */
  private static final int MAILBOX_UNAVAILABLE = 550;

  private ReplyUse() {}

  /** Who is put off behind others of a transaction may be asked after, by itself. Once. */
  static boolean anotherTransactionMayDo(Link link, Heard.Reply reply) {
    return link.together && reply.meaning() == Meaning.TEMPORARY_FAILURE && reply.code() != 421;
  }

  /** A used session is at its end, and that may be all that the reply is about. */
  static boolean anotherSessionMayDo(Link link, Heard.Reply reply, boolean askable) {
    if (link.recipients < 2) {
      return false;
    }
    return switch (reply.meaning()) {
      case TOO_MANY_RECIPIENTS -> true;
      case RATE_LIMITED, TEMPORARY_FAILURE -> reply.code() == 421;
      case BARE_REFUSAL -> !askable;
      case ACCEPTED,
          MAILBOX_NOT_FOUND,
          MAILBOX_DISABLED,
          MAILBOX_MOVED,
          NULL_MX,
          MAILBOX_FULL,
          RECEIVING_RATE,
          GREYLISTED,
          BLOCKED_BY_SERVER,
          SENDER_REJECTED,
          NEEDS_RDNS,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          DOMAIN_NOT_SERVED,
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR ->
          false;
    };
  }

  /**
   * Whether the domain's next host is asked. A host that refuses connections by its banner offers
   * no service to us (RFC 5321, section 3.1), as one that refuses them without a word; what it
   * refuses later on is ourselves.
   */
  static boolean anotherHostMayDo(Heard heard) {
    return !(heard instanceof Heard.Reply reply)
        || !reply.permanent()
        || reply.stage() == SmtpStage.BANNER;
  }

  /** What a random local part says of the domain, once the mailbox was accepted. */
  static RandomAnswer randomAfterAccepted(Heard.Reply reply) {
    return switch (reply.meaning()) {
      case ACCEPTED, RECEIVING_RATE ->
          reply.stage() == SmtpStage.PROBE ? RandomAnswer.ACCEPTED : RandomAnswer.NEITHER;
      case MAILBOX_NOT_FOUND, MAILBOX_DISABLED, MAILBOX_MOVED -> RandomAnswer.REFUSED;
      // not what the mailbox was told just before
      case BARE_REFUSAL ->
          reply.code() == MAILBOX_UNAVAILABLE ? RandomAnswer.REFUSED : RandomAnswer.NEITHER;
      case NULL_MX,
          MAILBOX_FULL,
          GREYLISTED,
          RATE_LIMITED,
          TOO_MANY_RECIPIENTS,
          BLOCKED_BY_SERVER,
          SENDER_REJECTED,
          NEEDS_RDNS,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          DOMAIN_NOT_SERVED,
          TEMPORARY_FAILURE,
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR ->
          RandomAnswer.NEITHER;
    };
  }

  /** What it says once the mailbox was refused without a word. */
  static RandomAnswer randomAfterRefused(Heard.Reply reply) {
    return switch (reply.meaning()) {
      case ACCEPTED, RECEIVING_RATE ->
          reply.stage() == SmtpStage.PROBE ? RandomAnswer.ACCEPTED : RandomAnswer.NEITHER;
      // it has words for mailboxes that do not exist, and had none for this one
      case MAILBOX_NOT_FOUND, MAILBOX_DISABLED, MAILBOX_MOVED -> RandomAnswer.REFUSED;
      case BARE_REFUSAL -> RandomAnswer.REFUSED_ALIKE;
      case NULL_MX,
          MAILBOX_FULL,
          GREYLISTED,
          RATE_LIMITED,
          TOO_MANY_RECIPIENTS,
          BLOCKED_BY_SERVER,
          SENDER_REJECTED,
          NEEDS_RDNS,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          DOMAIN_NOT_SERVED,
          TEMPORARY_FAILURE,
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR ->
          RandomAnswer.NEITHER;
    };
  }
}
