package io.winnow.verifier.reply;

import static io.winnow.verifier.reply.Replies.atRcpt;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other verifiers were seen to get wrong. */
class PeersFaultsTest {

  @Test
  void anIdThatHolds250IsNoSuccess() {
    assertThat(atRcpt("550 5.1.1 User unknown; queue id 25042502AB250"))
        .isEqualTo(Meaning.MAILBOX_NOT_FOUND);
    assertThat(atRcpt("554 refused, see ticket 250 251")).isEqualTo(Meaning.BLOCKED_BY_SERVER);
  }

  @Test
  void aBlockGivenAtRcptWith571IsNoMissingMailbox() {
    assertThat(
            atRcpt(
                "550 5.7.1 Service unavailable; client [192.0.2.25] blocked using zen.spamhaus.org"))
        .isEqualTo(Meaning.BLOCKED_BY_SERVER);
    assertThat(atRcpt("550 5.7.1 Access denied")).isEqualTo(Meaning.BLOCKED_BY_SERVER);
  }

  @Test
  void accessDeniedOfMicrosoft365IsAMissingMailboxAndNoBlock() {
    assertThat(atRcpt("550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [host]"))
        .isEqualTo(Meaning.MAILBOX_NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"refused", "rejected", "not allowed", "service not available", "relay not"})
  void wordsOfRefusalAloneAreNoMissingMailbox(String words) {
    assertThat(atRcpt("550 " + words).undeliverable()).isFalse();
    assertThat(atRcpt("554 5.7.1 " + words).undeliverable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStage.class,
      names = {"RCPT", "PROBE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aRefusalBeforeRcptNeverJudgesTheRecipient(SmtpStage stage) {
    assertThat(Replies.read(stage, "550 5.1.1 User unknown", Replies.CONTEXT).meaning().about())
        .isNotEqualTo(Meaning.About.RECIPIENT);
  }

  @Test
  void insufficientSystemStorageIsNoFullMailbox() {
    assertThat(atRcpt("452 4.3.1 Insufficient system storage"))
        .isEqualTo(Meaning.TEMPORARY_FAILURE);
    assertThat(atRcpt("452 Insufficient system storage")).isEqualTo(Meaning.TEMPORARY_FAILURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@unblocked.dev",
        "full@example.org",
        "spam@example.org",
        "user.unknown@example.org",
        "disabled@example.org",
        "blacklist@spam.example",
        "greylist@ptr-record.example"
      })
  void wordsOfTheAddressDecideNothing(String recipient) {
    ReplyContext context = Replies.to(recipient);

    assertThat(Replies.read(SmtpStage.RCPT, "550 <%RCPT%>", context).meaning())
        .isEqualTo(Meaning.BARE_REFUSAL);
    assertThat(Replies.read(SmtpStage.RCPT, "550 5.7.1 <%RCPT%>: refused", context).meaning())
        .isEqualTo(Meaning.BLOCKED_BY_SERVER);
    assertThat(Replies.read(SmtpStage.RCPT, "550 <%RCPT%>: no such user", context).meaning())
        .isEqualTo(Meaning.MAILBOX_NOT_FOUND);
    assertThat(Replies.read(SmtpStage.RCPT, "451 <%RCPT%>: local error", context).meaning())
        .isEqualTo(Meaning.TEMPORARY_FAILURE);
  }

  @Test
  void theLocalPartInQuotesDecidesNothing() {
    assertThat(
            Replies.read(SmtpStage.RCPT, "550 'full': rejected", Replies.to("full@example.org"))
                .meaning())
        .isEqualTo(Meaning.BARE_REFUSAL);
  }

  @Test
  void googleSaysTwoThingsWithOneCode() {
    assertThat(
            atRcpt(
                "550-5.2.1 The user you are trying to contact is receiving mail at a rate that\n"
                    + "550 5.2.1 prevents additional messages from being delivered. - gsmtp"))
        .isEqualTo(Meaning.RECEIVING_RATE);
    assertThat(atRcpt("550 5.2.1 The email account that you tried to reach is disabled. - gsmtp"))
        .isEqualTo(Meaning.MAILBOX_DISABLED);
  }

  @Test
  void yahooAcceptsAllAndSoSaysNothing() {
    assertThat(
            Replies.read(SmtpStage.RCPT, "250 recipient <%RCPT%> ok", Replies.by("yahoo"))
                .meaning())
        .isEqualTo(Meaning.PROVIDER_UNVERIFIABLE);
  }

  @Test
  void aSecondRecipientThatOutlookPutsOffIsNoStatementAboutIt() {
    assertThat(atRcpt("452 4.5.3 Recipients belong to multiple regions (ATTR1)"))
        .isEqualTo(Meaning.TOO_MANY_RECIPIENTS);
  }

  @Test
  void theSendersFaultIsNotTheRecipients() {
    assertThat(atRcpt("550 5.7.27 Sender address has null MX")).isEqualTo(Meaning.SENDER_REJECTED);
    assertThat(atRcpt("550 5.1.8 Domain of sender address does not exist"))
        .isEqualTo(Meaning.SENDER_REJECTED);
    assertThat(atRcpt("550 5.1.1 <probe@winnow.test>: user unknown"))
        .isEqualTo(Meaning.SENDER_REJECTED);
  }

  @Test
  void aReplyWithoutNumberIsAProtocolErrorAndNotPermanent() {
    Reading reading =
        ReplyReader.standard().read(SmtpStage.RCPT, 0, "User unknown", Replies.CONTEXT);

    assertThat(reading.meaning()).isEqualTo(Meaning.PROTOCOL_ERROR);
  }
}
