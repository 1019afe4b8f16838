package io.winnow.lab.smtp;

import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.Recipients;
import io.winnow.lab.world.World;
import java.time.Duration;
import java.util.Locale;

/** How domains answer RCPT. */
final class Reception {
  static final String BLOCKED =
      "550 5.7.1 Service unavailable, Client host [%CLIENT%] blocked using Spamhaus. To request"
          + " removal from this list see https://www.spamhaus.org/query/ip/%CLIENT%";
  private static final String RECEIVING_RATE =
      """
      450-4.2.1 The user you are trying to contact is receiving mail at a rate that
      450-4.2.1 prevents additional messages from being delivered. Please resend your
      450-4.2.1 message at a later time. For more information, please visit
      450 4.2.1  https://support.google.com/mail/?p=ReceivingRate a1si250250.250 - gsmtp""";
  private static final String RECEIVING_RATE_PERM =
      """
      550-5.2.1 The user you are trying to contact is receiving mail at a rate that
      550-5.2.1 prevents additional messages from being delivered. For more
      550-5.2.1 information, please visit
      550 5.2.1  https://support.google.com/mail/?p=ReceivingRatePerm a1si250250.250 - gsmtp""";

  /**
   * Somebody who is asked about.
   *
   * @param sender of the transaction; empty for the null sender
   * @param recipient as given, without the angle brackets
   * @param local its part before the at sign
   * @param domain lower-case A-labels
   */
  record Question(
      String client,
      String server,
      String wording,
      String sender,
      String recipient,
      String local,
      String domain) {}

  private final World world;
  private final Greylist greylist;
  private final Duration greylistDelay;
  private final SmtpRecord record;
  private final Wordings wordings;

  Reception(World world, SmtpOptions options, SmtpRecord record, Wordings wordings) {
    this.world = world;
    this.greylist = new Greylist(options.greylistDelay(), options.greylistPasses());
    this.greylistDelay = options.greylistDelay();
    this.record = record;
    this.wordings = wordings;
  }

  /** Whether a server takes mail for a domain. */
  boolean isHere(String domain, String server) {
    return world.hostsOf(domain).stream()
        .anyMatch(host -> world.addressesOf(host).contains(server));
  }

  /** The reply, lines parted by LF. One that begins with 421 ends the session. */
  String reply(Question question) {
    return filled(answer(question), question);
  }

  private String answer(Question question) {
    MailKind kind = world.mailKindOf(question.domain());
    Mailbox mailbox = world.mailbox(question.local(), question.domain());
    return switch (kind.recipients()) {
      case BY_MAILBOX -> byMailbox(mailbox, question);
      case CATCH_ALL -> byMailbox(mailbox == Mailbox.MISSING ? Mailbox.EXISTS : mailbox, question);
      case ACCEPTS_ALL -> byMailbox(Mailbox.EXISTS, question);
      case DEFERS_PROBES ->
          Mailbox.looksRandom(question.local())
              ? "451 4.3.0 <%RCPT%>: Temporary lookup failure"
              : byMailbox(mailbox, question);
      case BARE_550 -> mailbox == Mailbox.MISSING ? "550" : byMailbox(mailbox, question);
      case BARE_550_TO_ALL -> "550";
      case IDS_WITH_250 ->
          switch (mailbox) {
            case EXISTS -> "250 2.1.5 Ok; queue id 25042502AB250";
            case MISSING ->
                "550 5.1.1 <%RCPT%>: Recipient address rejected: User unknown;"
                    + " queue id 25042502AB250";
            case FULL -> "552 5.2.2 <%RCPT%>: Mailbox full; queue id 250 25042502AB250";
            case DISABLED -> "550 5.2.1 <%RCPT%>: Mailbox disabled; queue id 25042502AB250";
            case MOVED -> "551 5.1.6 <%RCPT%>: User has moved; queue id 25042502AB250";
          };
      case ACCESS_DENIED ->
          mailbox == Mailbox.MISSING
              ? "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"
                  + " [AM0PR02MB2502.eurprd02.prod.outlook.com]"
              : byMailbox(mailbox, question);
      case RECEIVING_RATE ->
          mailbox == Mailbox.EXISTS ? RECEIVING_RATE : byMailbox(mailbox, question);
      case RECEIVING_RATE_PERM ->
          mailbox == Mailbox.EXISTS ? RECEIVING_RATE_PERM : byMailbox(mailbox, question);
      case GREYLISTING, GREYLISTING_TIMED, GREYLISTED ->
          greylisted(kind.recipients(), mailbox, question);
      case RATE_LIMITED ->
          question.domain().hashCode() % 2 == 0
              ? "450 4.7.1 <%RCPT%>: Recipient address rejected: rate limit exceeded, slow down"
              : "421 4.7.0 Too many messages from [%CLIENT%]: rate limit exceeded, closing";
      case TEMPORARY_FAILURE -> "451 4.3.0 <%RCPT%>: Temporary lookup failure";
      case BLOCKED -> BLOCKED;
      case SENDER_REJECTED -> "550 5.1.8 <%SENDER%>: Sender address rejected: Domain not found";
      case NEEDS_RDNS ->
          "550 5.7.25 Client host rejected: cannot find your reverse hostname, [%CLIENT%]";
    };
  }

  private String greylisted(Recipients recipients, Mailbox mailbox, Question question) {
    boolean passes =
        recipients != Recipients.GREYLISTED
            && greylist.passes(
                question.client(),
                question.sender(),
                question.recipient().toLowerCase(Locale.ROOT),
                question.domain());
    record.tried(
        new GreylistTry(
            question.client(),
            question.sender(),
            question.recipient(),
            question.domain(),
            Duration.ofNanos(record.now()),
            passes));
    if (passes) {
      return byMailbox(mailbox, question);
    }
    return recipients == Recipients.GREYLISTING_TIMED
        ? "451 4.7.1 Greylisted, please try again in "
            + Math.max(1, greylistDelay.plusMillis(999).toSeconds())
            + " seconds"
        : "450 4.2.0 <%RCPT%>: Recipient address rejected: Greylisted, see"
            + " http://postgrey.schweikert.ch/help/%DOMAIN%.html";
  }

  private String byMailbox(Mailbox mailbox, Question question) {
    String occasion =
        switch (mailbox) {
          case EXISTS -> "accepted";
          case MISSING -> "missing";
          case FULL -> question.recipient().hashCode() % 2 == 0 ? "full" : "full-for-now";
          case DISABLED -> "disabled";
          case MOVED -> "moved";
        };
    return wordings.of(question.wording(), occasion);
  }

  private static String filled(String reply, Question question) {
    return reply
        .replace("%CLIENT%", question.client())
        .replace("%SENDER%", question.sender())
        .replace("%DOMAIN%", question.domain())
        .replace("%LOCAL%", question.local())
        .replace("%RCPT%", question.recipient());
  }
}
