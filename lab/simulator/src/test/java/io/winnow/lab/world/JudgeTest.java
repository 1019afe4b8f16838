package io.winnow.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private final World world = World.standard();

  private String somebody(String domain, Mailbox state) {
    for (int i = 0; ; i++) {
      if (world.mailbox("anna.schmidt" + i, domain) == state) {
        return "anna.schmidt" + i;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mailinator.com, risky, disposable",
    "gnail.com, risky, possible_typo",
    "gmial.com, undeliverable, domain_not_found",
    "gmail.com, unknown, smtp_not_checked",
    "acme.catch-all.lab.test, unknown, smtp_not_checked",
    "acme.nxdomain.lab.test, undeliverable, domain_not_found",
  })
  void atLevelDnsListsOutrankThatTheMailboxWasNotAsked(
      String domain, String status, String reason) {
    assertThat(world.truth("anna.schmidt", domain, TruthLevel.DNS))
        .isEqualTo(new Truth(status, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "anna.schmidt@mailinator.com, risky, disposable",
    "info@mailinator.com, risky, disposable",
    "anna.schmidt@gmial.com, risky, possible_typo",
    "INFO+x@acme.mx.lab.test, risky, role_account",
    "anna.schmidt@acme.nxdomain.lab.test, unknown, dns_not_checked",
    "anna_schmidt@gmail.com, undeliverable, provider_rule_violation",
    "an.na.sc@gmail.com, unknown, dns_not_checked",
    "an.na@gmail.com, undeliverable, provider_rule_violation",
    "a.nna.sc+tag@googlemail.com, unknown, dns_not_checked",
  })
  void atLevelSyntaxListsAndRulesAreAllThereIs(String address, String status, String reason) {
    int at = address.indexOf('@');
    assertThat(world.truth(address.substring(0, at), address.substring(at + 1), TruthLevel.SYNTAX))
        .isEqualTo(new Truth(status, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "EXISTS, deliverable, accepted_mailbox",
    "MISSING, undeliverable, mailbox_not_found",
    "FULL, risky, mailbox_full",
    "DISABLED, undeliverable, mailbox_disabled",
    "MOVED, undeliverable, mailbox_moved",
  })
  void atLevelSmtpTheMailboxDecides(Mailbox state, String status, String reason) {
    for (String domain :
        new String[] {"acme.mx.lab.test", "acme.greylisting.lab.test", "gmail.com", "gmx.de"}) {
      assertThat(world.truth(somebody(domain, state), domain, TruthLevel.SMTP))
          .isEqualTo(new Truth(status, reason));
    }
  }

  @Test
  void hardRefusalsOutrankListsAndListsOutrankCatchAll() {
    String takesAll = "mailinator.com";
    assertThat(world.mailKindOf(takesAll)).isEqualTo(MailKind.CATCH_ALL);
    String truthful = "guerrillamail.com";

    assertThat(world.truth(somebody(takesAll, Mailbox.MISSING), takesAll, TruthLevel.SMTP))
        .isEqualTo(Truth.risky("disposable"));
    assertThat(world.truth(somebody(truthful, Mailbox.MISSING), truthful, TruthLevel.SMTP))
        .isEqualTo(Truth.undeliverable("mailbox_not_found"));
    assertThat(world.truth(somebody(truthful, Mailbox.FULL), truthful, TruthLevel.SMTP))
        .isEqualTo(Truth.risky("mailbox_full"));
    assertThat(world.truth("postmaster", "acme.catch-all.lab.test", TruthLevel.SMTP))
        .isEqualTo(Truth.risky("catch_all"));
    assertThat(world.truth("postmaster", "acme.mx.lab.test", TruthLevel.SMTP))
        .isEqualTo(Truth.risky("role_account"));
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsLearntListsDoNotCount(MailKind kind) {
    String domain = World.domain("acme", kind);

    Truth truth = world.truth("postmaster", domain, TruthLevel.SMTP);

    if (!world.tells(kind)) {
      assertThat(truth.status()).isEqualTo("unknown");
    } else {
      assertThat(truth.status()).isEqualTo("risky");
    }
  }

  @Test
  void aLocalPartInUnicodeNeedsAServerThatTakesIt() {
    String noSuch = "acme.no-smtputf8.lab.test";

    assertThat(world.truth("käthe", noSuch, TruthLevel.SMTP))
        .isEqualTo(Truth.unknown("smtputf8_unsupported"));
    assertThat(world.truth("käthe", "acme.starttls.lab.test", TruthLevel.SMTP).reason())
        .isNotEqualTo("smtputf8_unsupported");
    assertThat(world.truth("käthe", "acme.ehlo-refused.lab.test", TruthLevel.SMTP))
        .isEqualTo(Truth.unknown("smtputf8_unsupported"));
  }

  @Test
  void statesOfMailboxesHaveRealisticShares() {
    Map<Mailbox, Integer> counts = new EnumMap<>(Mailbox.class);

    for (int i = 0; i < 20_000; i++) {
      counts.merge(world.mailbox("person." + i, "acme.mx.lab.test"), 1, Integer::sum);
    }

    assertThat(counts.get(Mailbox.EXISTS)).isBetween(16_000, 16_800);
    assertThat(counts.get(Mailbox.MISSING)).isBetween(2_150, 2_650);
    assertThat(counts.get(Mailbox.DISABLED)).isBetween(480, 720);
    assertThat(counts.get(Mailbox.FULL)).isBetween(300, 500);
    assertThat(counts.get(Mailbox.MOVED)).isBetween(130, 270);
  }

  @Test
  void randomLocalPartsAreMissing() {
    for (String probe :
        new String[] {"q7x2m9k4p1z8w5t3", "abcdefghijklmnop", "wx-q7x2m9k4p1z8w5t3b6-1"}) {
      assertThat(Mailbox.looksRandom(probe)).isTrue();
      assertThat(world.mailbox(probe, "acme.mx.lab.test")).isEqualTo(Mailbox.MISSING);
    }
    assertThat(Mailbox.looksRandom("katharina.zimmermann12")).isFalse();
  }

  @Test
  void oneMailboxHasManySpellings() {
    Set<Mailbox> states = new HashSet<>();
    for (String spelling :
        new String[] {"anna.s", "ANNA.S", "anna.s+shop", "\"anna.s\"", "\"a\\nna.s\""}) {
      states.add(world.mailbox(spelling, "acme.mx.lab.test"));
      states.add(world.mailbox(spelling, "acme.mx.lab.test"));
    }
    assertThat(states).hasSize(1);
    for (int i = 0; i < 50; i++) {
      assertThat(world.mailbox("an.na.s" + i, "gmail.com"))
          .isEqualTo(world.mailbox("annas" + i, "gmail.com"));
    }
  }
}
