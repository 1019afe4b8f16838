package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
  private final ReplyReader reader = ReplyReader.standard();

  @Test
  void theAddressAndWhatTellsOfUsAreTakenOut() {
    String text =
        "5.7.1 <Jane.Doe@Example.org>: client probe.winnow.test[192.0.2.25] from"
            + " bounce@winnow.test is listed as 25.2.0.192.bl.example; see"
            + " https://bl.example/?ip=192.0.2.25&to=jane.doe%40example.org, user jane.doe";

    assertThat(reader.redact(text, Replies.CONTEXT))
        .isEqualTo(
            "5.7.1 <[address]>: client [us][[us]] from [us] is listed as [us].bl.example; see"
                + " https://bl.example/?ip=[us]&to=[address], user [address]");
  }

  @Test
  void wordsOfTheServerStayWhenTheLocalPartIsOneOfThem() {
    assertThat(reader.redact("5.2.2 mailbox full, 'full'", Replies.to("full@example.org")))
        .isEqualTo("5.2.2 mailbox full, '[address]'");
  }

  @Test
  void evidenceIsOneShortPrintableLine() {
    String redacted =
        reader.redact("a\u0000b\r\nc\u001b[31m\u202e\ud800" + "x".repeat(20_000), Replies.CONTEXT);

    assertThat(redacted).startsWith("a b  c [31m  xxx").hasSize(300);
    assertThat(redacted.codePoints().noneMatch(Character::isISOControl)).isTrue();
  }

  @Test
  void withoutRecipientAndNameNothingIsTakenOut() {
    assertThat(reader.redact("ready", new ReplyContext("", "", null, null))).isEqualTo("ready");
  }
}
