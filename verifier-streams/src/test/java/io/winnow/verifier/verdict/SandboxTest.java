package io.winnow.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.screen.Screened;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static Verdict verdict(String localPart) {
    Verdict verdict = Sandbox.of(new Screened.Mailbox(localPart, Sandbox.DOMAIN), NOON);
    assertThat(verdict).isNotNull();
    return verdict;
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EMPTY_ROW", "CANCELLED"})
  void everyReasonHasItsAddress(Reason reason) {
    String hyphens = reason.wireName().replace('_', '-');

    assertThat(verdict(hyphens).reason()).isEqualTo(reason);
    assertThat(verdict(reason.wireName()).reason()).isEqualTo(reason);
    assertThat(verdict(hyphens.toUpperCase(Locale.ROOT) + "+17").reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "SKIPPED")
  void everyStatusHasItsAddress(Status status) {
    assertThat(verdict(status.wireName()).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"deliverable,250", "mailbox-full,552", "greylisted,451", "connect-failed,0"})
  void whatAServerWouldSayIsMarkedAsNeverSaid(String localPart, int code) {
    SmtpEvidence smtp = verdict(localPart).smtp();

    assertThat(smtp).isNotNull();
    assertThat(smtp.code()).isEqualTo(code);
    assertThat(smtp.source()).isEqualTo(SmtpEvidence.Source.SANDBOX);
    assertThat(smtp.lastCheckedAt()).isEqualTo(NOON);
  }

  @Test
  void whatIsDecidedWithoutAServerHasNothingOfOne() {
    assertThat(verdict("null-mx").smtp()).isNull();
    assertThat(verdict("invalid-syntax").mailHost()).isNull();
  }

  @Test
  void anyOtherLocalPartIsAMailboxThatDoesNotExist() {
    assertThat(verdict("anna.schmidt").reason()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
  }

  @Test
  void otherDomainsAreNoneOfTheSandbox() {
    assertThat(Sandbox.of(new Screened.Mailbox("deliverable", "winnow.test"), NOON)).isNull();
    assertThat(Sandbox.of(new Screened.Mailbox("deliverable", "x.sandbox.winnow.test"), NOON))
        .isNull();
  }
}
