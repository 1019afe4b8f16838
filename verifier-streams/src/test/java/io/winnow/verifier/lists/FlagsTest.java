package io.winnow.verifier.lists;

import static io.winnow.contracts.Flag.DISPOSABLE;
import static io.winnow.contracts.Flag.FREE;
import static io.winnow.contracts.Flag.NO_REPLY;
import static io.winnow.contracts.Flag.ROLE;
import static io.winnow.contracts.Flag.TAGGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Flag;
import io.winnow.verifier.screen.Screened;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the lists as they are shipped. */
class FlagsTest {

  private static List<Flag> flags(String address) {
    return ((Screened.Mailbox) BuiltIn.SCREEN.of(address)).flags().set();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailinator.com",
        "MAILINATOR.com",
        "yopmail.com",
        "guerrillamail.com",
        "a.b.mailinator.com"
      })
  void aDisposableDomainAndAllBelowItIsDisposable(String domain) {
    assertThat(flags("adalovelace@" + domain)).contains(DISPOSABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mymailinator.com",
        "mailinator.com.acme.org",
        "gmail.com",
        "acme.com",
        "duck.com"
      })
  void othersAreNot(String domain) {
    assertThat(flags("adalovelace@" + domain)).doesNotContain(DISPOSABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gmail.com",
        "gmx.de",
        "web.de",
        "yahoo.co.uk",
        "hotmail.fr",
        "outlook.com",
        "icloud.com",
        "protonmail.com",
        "mail.ru",
        "qq.com",
        "libero.it",
        "GMAIL.COM"
      })
  void freeProvidersAreFree(String domain) {
    assertThat(flags("adalovelace@" + domain)).containsExactly(FREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "Sales",
        "SUPPORT",
        "postmaster",
        "abuse",
        "webmaster",
        "hostmaster",
        "marketing",
        "noc",
        "security",
        "admin",
        "kontakt",
        "vertrieb",
        "contabilidad",
        "\"info\"",
        "jobs+de",
        "contact-us",
        "customer.service"
      })
  void rolesAreRoles(String localPart) {
    assertThat(flags(localPart + "@acme.com")).contains(ROLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "info2",
        "information.desk.of.ada",
        "2024",
        "123",
        "test",
        "alexa",
        "per",
        "apple",
        "random",
        "sem",
        "sales.jones",
        "ios",
        "christine.sales",
        "\"in fo\""
      })
  void peopleNumbersAndTestsAreNot(String localPart) {
    assertThat(flags(localPart + "@acme.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noreply",
        "no-reply",
        "No.Reply",
        "NO_REPLY",
        "donotreply",
        "do-not-reply",
        "jira-noreply",
        "noreply-invoices",
        "no-reply+de",
        "bounces",
        "mailer-daemon",
        "nepasrepondre",
        "nao-responda",
        "bounce-123-abc"
      })
  void whatNobodyReadsIsNoReplyAndARole(String localPart) {
    assertThat(flags(localPart + "@acme.com")).contains(NO_REPLY, ROLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply", "noreplyx", "xnoreply", "nora-reply", "no", "ino-reply.a"})
  void othersMayBeRead(String localPart) {
    assertThat(flags(localPart + "@acme.com")).doesNotContain(NO_REPLY);
  }

  @Test
  void flagsComeTogether() {
    assertThat(flags("info+x@mailinator.com")).contains(DISPOSABLE, ROLE, TAGGED);
  }

  private static boolean disposableBy(String domain, String... hosts) {
    return BuiltIn.SCREEN
        .withMailHosts(new Screened.Mailbox("adalovelace", domain), List.of(hosts))
        .flags()
        .has(DISPOSABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.mailinator.com", "mailinator.com", "mx.guerrillamail.com"})
  void aMailHostBelowADisposableDomainTellsADisposableOne(String host) {
    assertThat(disposableBy("acme.com", "mx.acme.com", host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aspmx.l.google.com", "mx.acme.com", "com", "gmail.com"})
  void otherMailHostsTellNothing(String host) {
    assertThat(disposableBy("acme.com", "mx.acme.com", host)).isFalse();
  }

  @Test
  void aCommonDomainIsNotDisposableWhateverItsMailHosts() {
    assertThat(disposableBy("gmail.com", "mail.mailinator.com")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "abcde@gmail.com, least_length 6",
    "a.b.c@gmail.com, least_length 6",
    "ABC+longtag@googlemail.com, least_length 6",
    "ada_lovelace@gmail.com, characters",
    "ada-lovelace@gmail.com, characters",
    "ada'lovelace@gmail.com, characters",
    "adälovelace@gmail.com, characters",
    "abcdefghijklmnopqrstuvwxyz12345@gmail.com, most_length 30",
    "a.bcdefghijklmnopqrstuvwxyz12345@gmail.com, most_length 30",
  })
  void whatGmailNeverGivesOutIsNoMailbox(String address, String rule) {
    assertThat(BuiltIn.SCREEN.of(address)).isEqualTo(new Screened.ProviderRule(address, rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcdef@gmail.com",
        "a.b.c.d.e.f@gmail.com",
        "ABCDEF@GMAIL.COM",
        "123456@gmail.com",
        "abcdef+a_b-c@gmail.com",
        "\"abcdef\"@gmail.com",
        "abuse@gmail.com",
        "postmaster@googlemail.com",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s@gmail.com",
        "abcdefghijklmnopqrstuvwxyz1234@gmail.com",
        "ab_c@yahoo.com",
        "abc@mail.gmail.com"
      })
  void whatMayBeAMailboxIsLeftToTheServer(String address) {
    assertThat(BuiltIn.SCREEN.of(address)).isInstanceOf(Screened.Mailbox.class);
  }
}
