package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Greylisted, please try again in 5 minutes           | 6m
          Graylisted, please try again in 300 seconds         | 6m
          greylisted for 360 s                                | 7m
          Greylisting in action, please come back in 00:04:59 | 5m59s
          Please retry after 60 seconds                       | 2m
          wait 1 hour 5 minutes                               | 60m
          wait 1 minute and 30 seconds                        | 2m30s
          Try again later (retry=300)                         | 6m
          Try again in 10min                                  | 11m
          try again in 2 hours                                | 60m
          try again in 1 second                               | 1m1s
          Bitte versuchen Sie es in 10 Minuten nochmal        | 11m
          reessayez dans 10 minutes                           | 11m
          Intente de nuevo en 15 minutos                      | 16m
          Greylisted, retry-after: 120                        | 3m
          """)
  void theServersOwnWordsAreTakenWithAMargin(String text, String expected) {
    assertThat(RetryAfter.of(text)).isEqualTo(Duration.parse("PT" + expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Try again later",
        "Message size exceeds 300 m",
        "delayed, id 20260101s123456",
        "try again, host 10.0.0.5 min",
        "4.7.1 try again later, see 192.0.2.25"
      })
  void whereNoneIsNamedNoneIsRead(String text) {
    assertThat(RetryAfter.of(text)).isNull();
  }

  @Test
  void onlyTemporaryRepliesNameAWait() {
    String text = "try again in 5 minutes";

    assertThat(Replies.read(SmtpStage.RCPT, "451 " + text, Replies.CONTEXT).retryAfter())
        .isEqualTo(Duration.ofMinutes(6));
    assertThat(Replies.read(SmtpStage.RCPT, "550 " + text, Replies.CONTEXT).retryAfter()).isNull();
  }
}
