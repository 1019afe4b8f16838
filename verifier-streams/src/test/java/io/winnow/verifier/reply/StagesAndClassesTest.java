package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every stage and every number, whatever the text. */
class StagesAndClassesTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "5.1.1 User unknown",
          "5.2.1 mailbox disabled",
          "5.1.6 user has moved to new@example.net",
          "5.1.10 null MX",
          "5.4.1 Recipient address rejected: Access denied. AS(201806281)",
          "No such user here",
          "account is disabled",
          "User not local; please try <new@example.net>",
          "mailbox full",
          "is receiving mail at a rate that",
          "unavailable");

  @Test
  void onlyAPermanentRefusalAtRcptSaysUndeliverableAndOnlyASuccessAccepted() {
    for (SmtpStage stage : SmtpStage.values()) {
      for (int code = 0; code <= 999; code++) {
        for (String text : TEXTS) {
          Meaning meaning = read(stage, code, text).meaning();
          if (meaning.undeliverable()) {
            assertThat(stage.namesRecipient()).as("%s %s %s", stage, code, text).isTrue();
            assertThat(code / 100).as("%s %s %s", stage, code, text).isEqualTo(5);
          }
          if (meaning == Meaning.ACCEPTED) {
            assertThat(code / 100).as("%s %s %s", stage, code, text).isEqualTo(2);
          }
        }
      }
    }
  }

  @Test
  void beforeRcptNothingIsAboutTheRecipient() {
    for (SmtpStage stage : SmtpStage.values()) {
      for (int code = 200; code <= 599 && !stage.namesRecipient(); code++) {
        for (String text : TEXTS) {
          Meaning meaning = read(stage, code, text).meaning();
          assertThat(meaning == Meaning.ACCEPTED || meaning.about() != Meaning.About.RECIPIENT)
              .as("%s %s %s: %s", stage, code, text, meaning)
              .isTrue();
        }
      }
    }
  }

  @Test
  void whatIsNoReplyIsAProtocolErrorEverywhere() {
    for (SmtpStage stage : SmtpStage.values()) {
      for (int code : new int[] {-1, 0, 1, 99, 100, 199, 300, 354, 600, 999, Integer.MAX_VALUE}) {
        assertThat(read(stage, code, "OK").meaning()).isEqualTo(Meaning.PROTOCOL_ERROR);
      }
    }
  }

  @Test
  void aBareRefusalIsNeverCertain() {
    for (int code = 500; code <= 599; code++) {
      if (code != 551 && code != 556) {
        assertThat(read(SmtpStage.RCPT, code, "").meaning().undeliverable())
            .as("%s", code)
            .isFalse();
      }
    }
  }

  @Test
  void theRandomProbeIsReadAsTheRecipientIs() {
    for (int code = 200; code <= 599; code++) {
      for (String text : TEXTS) {
        assertThat(read(SmtpStage.PROBE, code, text)).isEqualTo(read(SmtpStage.RCPT, code, text));
      }
    }
  }

  private static Reading read(SmtpStage stage, int code, String text) {
    return ReplyReader.standard().read(stage, code, text, Replies.CONTEXT);
  }
}
