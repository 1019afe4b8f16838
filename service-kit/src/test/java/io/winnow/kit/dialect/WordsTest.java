package io.winnow.kit.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Flag;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verdicts and ids in other products' words. */
class WordsTest {

  private static Seen seen(Reason reason, Flag... flags) {
    return new Seen(reason, Set.of(flags), reason == Reason.ACCEPTED_MAILBOX);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsValidInLoqateThatIsNotDeliverable(Reason reason) {
    for (boolean accepted : new boolean[] {true, false}) {
      LoqateVerdict verdict = LoqateVerdict.of(new Seen(reason, Set.of(Flag.ROLE), accepted));

      assertThat(verdict.emailStatus()).isIn("valid", "invalid", "accept_all", "unknown");
      if (verdict.emailStatus().equals("valid")) {
        assertThat(reason.status()).isIn(Status.DELIVERABLE, Status.RISKY);
      }
      if (reason.status() == Status.UNDELIVERABLE) {
        assertThat(verdict.emailStatus()).isEqualTo("invalid");
        assertThat(verdict.secondaryStatus()).startsWith("email_").endsWith("_invalid");
      }
      if (reason.status() == Status.UNKNOWN) {
        assertThat(verdict).isEqualTo(new LoqateVerdict("unknown", "role_address"));
      }
    }
  }

  @Test
  void aListedMailboxIsAsGoodAsItsServerSays() {
    assertThat(LoqateVerdict.of(new Seen(Reason.DISPOSABLE, Set.of(Flag.DISPOSABLE), true)))
        .isEqualTo(new LoqateVerdict("valid", "disposable"));
    assertThat(
            LoqateVerdict.of(
                new Seen(Reason.DISPOSABLE, Set.of(Flag.DISPOSABLE, Flag.CATCH_ALL), true)))
        .isEqualTo(new LoqateVerdict("accept_all", "disposable"));
    assertThat(LoqateVerdict.of(seen(Reason.ROLE_ACCOUNT, Flag.ROLE)))
        .isEqualTo(new LoqateVerdict("unknown", "role_address"));
  }

  @ParameterizedTest
  @EnumSource
  void bevserviceHasItsFourResultsAndChecksThatFitThem(Reason reason) {
    BevserviceVerdict verdict = BevserviceVerdict.of(seen(reason));

    if (verdict.kind() != BevserviceVerdict.Kind.PROCESSED) {
      assertThat(verdict.error()).isNotEmpty();
      return;
    }
    for (String check :
        List.of(
            verdict.smtpCheck(),
            verdict.dnsCheck(),
            verdict.freeCheck(),
            verdict.disposableCheck(),
            verdict.catchAllCheck())) {
      assertThat(check).isIn("true", "false", "null");
    }
    String derived =
        switch (verdict.smtpCheck() + " " + verdict.dnsCheck() + " " + verdict.catchAllCheck()) {
          case "true true false" -> "ok";
          case "true true true", "true true null", "null true null", "null null null" -> "unknown";
          case "false true false", "false true true" -> "smtp-failed";
          default -> "bad";
        };
    assertThat(verdict.result()).isEqualTo(derived);
    assertThat(verdict.result().equals("ok")).isEqualTo(reason.status() == Status.DELIVERABLE);
  }

  @Test
  void hostDomains() {
    assertThat(LoqateVerdict.hostDomain("\"a@b\"@Example.COM ")).isEqualTo("example.com");
    assertThat(LoqateVerdict.hostDomain("nobody")).isEmpty();
  }

  @Test
  void aLoqateNameHas52CharactersEndsWithTheDayAndLeadsBack() {
    Random random = new Random(4711);
    for (int i = 0; i < 200; i++) {
      JobId id = new JobId(1 + random.nextLong(JobId.MAX));
      String name = LoqateJobId.of("acme", id);

      assertThat(name).hasSize(52).matches("[0-9a-f]{42}\\d{4}-\\d{2}-\\d{2}");
      assertThat(LocalDate.parse(name.substring(42))).isAfterOrEqualTo(LocalDate.of(2026, 1, 1));
      assertThat(LoqateJobId.parse("acme", name)).contains(id);
      assertThat(LoqateJobId.parse("other", name)).isEmpty();
      int at = random.nextInt(42);
      char other = name.charAt(at) == '0' ? '1' : '0';
      assertThat(LoqateJobId.parse("acme", name.substring(0, at) + other + name.substring(at + 1)))
          .isEmpty();
    }
    assertThat(LoqateJobId.parse("acme", "x")).isEmpty();
    assertThat(LoqateJobId.parse("acme", "0".repeat(42) + "2026-99-99")).isEmpty();
  }
}
