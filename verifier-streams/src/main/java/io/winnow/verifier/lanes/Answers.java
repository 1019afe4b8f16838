package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.DomainMemory.RandomAnswer;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.lanes.OpenInquiry.Phase;
import io.winnow.verifier.reply.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an answer: a finding, another host, another session, or another question. A
 * refusal of us never becomes one of the mailbox. For one thread at a time.
 *
 * <p>The random probe is made once the mailbox is accepted, and once for each domain: other
 * accepted mailboxes wait for what comes of it, without a session. A mailbox that was refused
 * without a word is missing only if the server accepts another one in the same session: one that is
 * known to exist, or else the random one.
 */
final class Answers {
  /** Hosts of a domain that are tried. */
  private static final int MOST_HOSTS = 5;

  private final Operator operator;
  private final Surroundings shared;
  private final Lane lane;
  private final Flights flights = new Flights();

  /**
   * @param lane to which inquiries are given back
   */
  Answers(Operator operator, Surroundings shared, Lane lane) {
    this.operator = operator;
    this.shared = shared;
    this.lane = lane;
  }

  /**
   * A question was answered.
   *
   * @param askable whether the session may be asked again for the same inquiry
   */
  void heard(Link link, OpenInquiry inquiry, Heard heard, boolean askable) {
    switch (heard) {
      case Heard.Silence silence -> {
        if (silence.reason() == Reason.CONNECTION_DROPPED) {
          dropped(inquiry, silence);
        } else if (silence.reason() == Reason.SMTPUTF8_UNSUPPORTED) {
          // of this host; the domain's others may offer it, and those that failed before as well
          hostFailed(inquiry, silence);
        } else {
          over(inquiry, silence);
        }
      }
      case Heard.Reply reply -> {
        if (ReplyUse.anotherTransactionMayDo(link, reply)) {
          inquiry.alone();
          lane.putBack(inquiry);
        } else if (ReplyUse.anotherSessionMayDo(link, reply, askable)) {
          if (reply.meaning() == Meaning.TOO_MANY_RECIPIENTS) {
            shared.hosts().recipients(link.way, link.recipients - 1);
          }
          again(inquiry, reply);
        } else {
          switch (inquiry.phase()) {
            case MAILBOX -> mailbox(link, inquiry, reply, askable);
            case RANDOM_AFTER_ACCEPTED -> randomAfterAccepted(inquiry, reply);
            case RANDOM_AFTER_REFUSED -> randomAfterRefused(inquiry, reply);
            case KNOWN_AFTER_REFUSED ->
                afterRefused(inquiry, reply.meaning() == Meaning.ACCEPTED, Again.NO);
          }
        }
      }
    }
  }

  /** The connection ended before the question was answered. */
  void dropped(OpenInquiry inquiry, Heard heard) {
    again(inquiry, heard);
  }

  /** Asks in another session, if it has not been tried often enough. */
  private void again(OpenInquiry inquiry, Heard heard) {
    boolean sameSession =
        inquiry.phase() == Phase.RANDOM_AFTER_REFUSED
            || inquiry.phase() == Phase.KNOWN_AFTER_REFUSED;
    if (!sameSession && inquiry.reconnect(shared.settings().reconnects())) {
      lane.putBack(inquiry);
    } else {
      over(inquiry, heard);
    }
  }

  /** Nothing more is to be learnt from this question. */
  void over(OpenInquiry inquiry, Heard heard) {
    switch (inquiry.phase()) {
      case MAILBOX ->
          lane.finish(inquiry, Findings.refused(inquiry, inquiry.mostTelling(heard), now()));
      case RANDOM_AFTER_ACCEPTED -> landedAfterAccepted(inquiry, RandomAnswer.NEITHER, heard);
      case RANDOM_AFTER_REFUSED -> {
        land(inquiry, RandomAnswer.NEITHER);
        afterRefused(inquiry, false, Again.LATER);
      }
      case KNOWN_AFTER_REFUSED -> afterRefused(inquiry, false, Again.LATER);
    }
  }

  /** The host could not be asked for it: the next one, if that is what the protocol wants. */
  void hostFailed(OpenInquiry inquiry, Heard heard) {
    hostFailed(inquiry, heard, Findings.mayPass(heard));
  }

  /**
   * The host could not be asked for another one a moment ago. It may be asked for this one some
   * time, unless it is our own making that is at fault.
   */
  void hostFailedOthers(OpenInquiry inquiry, Heard heard) {
    hostFailed(inquiry, heard, !Findings.ofOurMaking(heard));
  }

  private void hostFailed(OpenInquiry inquiry, Heard heard, boolean mayPass) {
    if (inquiry.phase() != Phase.MAILBOX) {
      over(inquiry, heard);
      return;
    }
    inquiry.troubled(mayPass);
    if (!ReplyUse.anotherHostMayDo(heard) || !inquiry.nextHost(MOST_HOSTS, heard)) {
      lane.finish(inquiry, Findings.unasked(inquiry, inquiry.mostTelling(heard), now()));
    } else if (shared.operators().inLaneOfFirst(inquiry.inquiry(), inquiry.hostName())) {
      lane.putBack(inquiry);
    } else {
      lane.finish(inquiry, Findings.elsewhere(inquiry, inquiry.mostTelling(heard), now()));
    }
  }

  /** Nobody wants to know any more. */
  void givenUp(OpenInquiry inquiry) {
    if (flights.stopWaiting(inquiry)) {
      return;
    }
    OpenInquiry next = flights.leave(inquiry);
    Heard.Reply mailbox = next == null ? null : next.ofMailbox();
    if (next != null && mailbox != null) {
      askRandom(next, Phase.RANDOM_AFTER_ACCEPTED, mailbox);
      lane.putBack(next);
    }
  }

  private void mailbox(Link link, OpenInquiry inquiry, Heard.Reply reply, boolean askable) {
    switch (reply.meaning()) {
      case ACCEPTED, RECEIVING_RATE -> {
        if (reply.stage() == SmtpStage.RCPT) {
          accepted(link, inquiry, reply, askable);
        } else {
          over(inquiry, reply);
        }
      }
      case BARE_REFUSAL -> bareRefusal(link, inquiry, reply, askable);
      case TEMPORARY_FAILURE -> hostFailed(inquiry, reply);
      case MAILBOX_NOT_FOUND,
          MAILBOX_DISABLED,
          MAILBOX_MOVED,
          NULL_MX,
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
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR ->
          over(inquiry, reply);
    }
  }

  private void accepted(Link link, OpenInquiry inquiry, Heard.Reply reply, boolean askable) {
    String domain = inquiry.inquiry().domain();
    if (reply.meaning() == Meaning.ACCEPTED) {
      shared.domains().accepted(domain, inquiry.inquiry().localPart());
    }
    CatchAll known = known(inquiry, operator.policy(domain));
    if (known == null) {
      lane.finish(
          inquiry,
          Findings.refused(
              inquiry,
              reply,
              Reason.PROVIDER_UNVERIFIABLE,
              inquiry.inquiry().catchAll(),
              Again.NO,
              now()));
    } else if (known != CatchAll.NOT_ASKED) {
      lane.finish(inquiry, Findings.accepted(inquiry, known, reply, now()));
    } else if (flights.underWay(domain)) {
      inquiry.setOfMailbox(reply);
      flights.join(inquiry);
      lane.whenWaitedTooLong(inquiry);
    } else {
      askRandom(inquiry, Phase.RANDOM_AFTER_ACCEPTED, reply);
      flights.begin(inquiry);
      if (askable) {
        link.reserved = inquiry;
      } else {
        lane.putBack(inquiry);
      }
    }
  }

  /** What is known of the domain of an accepted mailbox; null when acceptance means nothing. */
  private @Nullable CatchAll known(OpenInquiry inquiry, CatchAllPolicy policy) {
    return switch (policy) {
      case UNVERIFIABLE -> null;
      case REFUSES_UNKNOWN -> CatchAll.NO;
      case ASK -> {
        CatchAll given = inquiry.inquiry().catchAll();
        RandomAnswer learnt = shared.domains().random(inquiry.inquiry().domain());
        if (given == CatchAll.YES || given == CatchAll.NO || learnt == null) {
          yield given;
        }
        RandomAnswer now = learnt.besideAccepted();
        if (now != learnt) {
          shared.domains().random(inquiry.inquiry().domain(), now);
        }
        yield now.catchAll();
      }
    };
  }

  private void askRandom(OpenInquiry inquiry, Phase phase, Heard.Reply mailbox) {
    inquiry.ask(phase, RandomLocalPart.from(shared.random()), mailbox);
  }

  private void randomAfterAccepted(OpenInquiry inquiry, Heard.Reply reply) {
    landedAfterAccepted(inquiry, ReplyUse.randomAfterAccepted(reply), reply);
  }

  private void landedAfterAccepted(OpenInquiry inquiry, RandomAnswer answer, Heard heard) {
    land(inquiry, answer);
    Heard.Reply mailbox = inquiry.ofMailbox();
    // a refusal of the random one says no more than that the mailbox's own reply is to be believed
    Heard deciding = answer == RandomAnswer.REFUSED && mailbox != null ? mailbox : heard;
    lane.finish(inquiry, Findings.accepted(inquiry, answer.catchAll(), deciding, now()));
  }

  /** Remembers it and tells whoever waits, all of whom were accepted. */
  private void land(OpenInquiry inquiry, RandomAnswer answer) {
    String domain = inquiry.inquiry().domain();
    var waiting = flights.land(domain);
    RandomAnswer settled = waiting.isEmpty() ? answer : answer.besideAccepted();
    shared.domains().random(domain, settled);
    waiting.forEach(one -> waitedFor(one, settled.catchAll()));
  }

  /** Waits no longer for a probe that takes too long. */
  void waitedTooLong(OpenInquiry inquiry) {
    if (flights.stopWaiting(inquiry)) {
      waitedFor(inquiry, CatchAll.INCONCLUSIVE);
    }
  }

  private void waitedFor(OpenInquiry inquiry, CatchAll catchAll) {
    Heard.Reply mailbox = inquiry.ofMailbox();
    if (mailbox != null) {
      lane.finish(inquiry, Findings.accepted(inquiry, catchAll, mailbox, now()));
    }
  }

  private void bareRefusal(Link link, OpenInquiry inquiry, Heard.Reply reply, boolean askable) {
    String domain = inquiry.inquiry().domain();
    @Nullable String accepted = shared.domains().accepted(domain);
    inquiry.setOfMailbox(reply);
    if (!askable || reply.stage() != SmtpStage.RCPT) {
      afterRefused(inquiry, false, Again.NO);
    } else if (accepted != null && !accepted.equals(inquiry.inquiry().localPart())) {
      inquiry.ask(Phase.KNOWN_AFTER_REFUSED, accepted, reply);
      link.reserved = inquiry;
    } else if (inquiry.inquiry().catchAll() == CatchAll.NOT_ASKED
        && shared.domains().random(domain) == null
        && !flights.underWay(domain)) {
      askRandom(inquiry, Phase.RANDOM_AFTER_REFUSED, reply);
      flights.begin(inquiry);
      link.reserved = inquiry;
    } else {
      afterRefused(inquiry, false, Again.LATER);
    }
  }

  private void randomAfterRefused(OpenInquiry inquiry, Heard.Reply reply) {
    RandomAnswer answer = ReplyUse.randomAfterRefused(reply);
    land(inquiry, answer);
    // once a mailbox of the domain is known, asking again tells more
    Again again = answer == RandomAnswer.REFUSED_ALIKE ? Again.LATER : Again.NO;
    afterRefused(inquiry, answer == RandomAnswer.ACCEPTED, again);
  }

  private void afterRefused(OpenInquiry inquiry, boolean otherAccepted, Again again) {
    Heard.Reply mailbox = inquiry.ofMailbox();
    if (mailbox == null) {
      throw new IllegalStateException("a refusal without a reply");
    }
    RandomAnswer random = shared.domains().random(inquiry.inquiry().domain());
    CatchAll catchAll = random == null ? inquiry.inquiry().catchAll() : random.catchAll();
    lane.finish(
        inquiry,
        otherAccepted
            ? Findings.refused(
                inquiry, mailbox, Reason.MAILBOX_NOT_FOUND, catchAll, Again.NO, now())
            : Findings.refused(inquiry, mailbox, Reason.BLOCKED_BY_SERVER, catchAll, again, now()));
  }

  private java.time.Instant now() {
    return shared.clock().now();
  }
}
