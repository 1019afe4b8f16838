package io.winnow.verifier.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.ContactCheck;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTaskTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountKey KEY = new AccountKey("at_abc", "salt", "hash", null, NOON);

  private AdmissionTask task;

  @BeforeEach
  void start() {
    task = new AdmissionTask(Set.of("open"), NOON.toEpochMilli());
  }

  private static Submission submission(String account, long job, String nonce, long rows) {
    return submission(account, job, nonce, rows, null);
  }

  private static Submission submission(
      String account, long job, String nonce, long rows, Idempotency idempotency) {
    return new Submission(
        1,
        new JobId(job),
        nonce,
        account,
        "list.csv",
        Level.DNS,
        new ListLayout(List.of("email"), 0, ",", true),
        rows,
        NOON,
        null,
        null,
        null,
        idempotency);
  }

  private static AccountCommand add(String account, long credits) {
    return new AccountCommand.Add(1, account, "add-" + account, NOON, false, credits);
  }

  private static AccountCommand credit(String nonce, long credits) {
    return new AccountCommand.Credit(1, "acme", nonce, NOON, credits, "a note");
  }

  private static AccountCommand settle(String nonce, long job, long charged) {
    return new AccountCommand.Settle(1, "acme", nonce, NOON, new JobId(job), charged);
  }

  private static <T> T only(Class<T> type, List<Object> told) {
    List<T> ofType = told.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(ofType).as("%s in %s", type.getSimpleName(), told).hasSize(1);
    return ofType.getFirst();
  }

  private static String answer(List<Object> told) {
    AccountAnswer answer = only(AccountAnswer.class, told);
    return answer.code() == null ? "done" : answer.code();
  }

  private static String refusal(List<Object> told) {
    assertThat(told).hasSize(1);
    return only(JobEvent.Refused.class, told).code();
  }

  private void restart() {
    task.commit();
    task.restart();
  }

  @Test
  void anAccountIsAddedWithItsFirstCredits() {
    List<Object> told = task.command(add("acme", 100));

    assertThat(told)
        .containsExactly(
            new LedgerEntry(
                1, "acme", 1, LedgerEntry.Kind.CREDITED, 100, 0, 100, 0, null, null, NOON),
            new Account(1, "acme", false, List.of(), AccountLimits.NONE, 100, 0, 1, NOON, NOON),
            new AccountAnswer(1, "acme", "add-acme", null, null));
  }

  private static AccountCommand check(String account, String nonce, long... contacts) {
    return new AccountCommand.CheckContacts(
        1,
        account,
        nonce,
        NOON,
        Level.DNS,
        LongStream.of(contacts)
            .mapToObj(id -> new AccountCommand.ContactAddress(id, 100 + id, id + "@acme.test"))
            .toList());
  }

  private static List<Long> paid(List<Object> told) {
    return told.stream()
        .filter(AddressSubmitted.class::isInstance)
        .map(row -> ((AddressSubmitted) row).row())
        .toList();
  }

  private static List<Long> notPaid(List<Object> told) {
    return told.stream()
        .filter(ContactVerdict.class::isInstance)
        .map(verdict -> ((ContactVerdict) verdict).contact())
        .toList();
  }

  @Test
  void contactsAreCheckedAsFarAsTheCreditsGo() {
    task.command(add("acme", 2));

    List<Object> told = task.command(check("acme", "batch", 5, 3, 9));

    assertThat(paid(told)).containsExactly(5L, 3L);
    assertThat(notPaid(told)).containsExactly(9L);
    assertThat(told)
        .contains(new ContactCheck(5, "acme", 105, "batch").row("5@acme.test", Level.DNS))
        .contains(ContactVerdict.notPaid(new ContactCheck(9, "acme", 109, "batch")));
    Account account = only(Account.class, told);
    assertThat(account.balance()).isZero();
    assertThat(account.reserved()).isEqualTo(2);
    LedgerEntry entry = only(LedgerEntry.class, told);
    assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.RESERVED);
    assertThat(entry.job()).isNull();
    assertThat(entry.note()).isEqualTo("contacts");
  }

  @Test
  void checksOfContactsAreSettledOnce() {
    task.command(add("acme", 10));
    task.command(check("acme", "batch", 1, 2, 3));
    restart();
    AccountCommand settle = new AccountCommand.Settle(1, "acme", "batch", NOON, JobId.NONE, 2);

    Account settled =
        (Account)
            task.command(settle).stream()
                .filter(Account.class::isInstance)
                .reduce((_, last) -> last)
                .orElseThrow();

    assertThat(settled.balance()).isEqualTo(8);
    assertThat(settled.reserved()).isZero();
    assertThat(task.command(settle)).noneMatch(Account.class::isInstance);
  }

  @Test
  void checksThatComeTwiceAreReservedOnce() {
    task.command(add("acme", 10));
    task.command(check("acme", "batch", 1, 2, 3));

    assertThat(task.command(check("acme", "batch", 1, 2, 3))).isEmpty();
  }

  @Test
  void contactsOfAnOpenAccountAreCheckedForNothingAndThoseOfNobodyNotAtAll() {
    List<Object> ofOpen = task.command(check("open", "batch", 1, 2));
    List<Object> ofNobody = task.command(check("nobody", "batch", 1, 2));

    assertThat(paid(ofOpen)).containsExactly(1L, 2L);
    assertThat(ofOpen).hasSize(2);
    assertThat(notPaid(ofNobody)).containsExactly(1L, 2L);
    assertThat(ofNobody).hasSize(2);
  }

  @Test
  void aNameIsTakenOnce() {
    task.command(add("acme", 100));

    List<Object> told = task.command(new AccountCommand.Add(1, "acme", "another", NOON, true, 5));

    assertThat(answer(told)).isEqualTo(AccountAnswer.ACCOUNT_EXISTS);
    assertThat(told).hasSize(1);
  }

  @Test
  void aCommandThatComesTwiceIsDoneOnceAndAnsweredTwice() {
    task.command(add("acme", 100));
    task.command(credit("n", 11));
    restart();

    List<Object> told = task.command(credit("n", 11));

    assertThat(told).containsExactly(new AccountAnswer(1, "acme", "n", null, null));
    assertThat(only(Account.class, task.command(credit("m", 1))).balance()).isEqualTo(112);
  }

  @Test
  void aCommandIsRememberedUntilManyOthersHaveBeenDone() {
    task.command(add("acme", 0));
    task.command(credit("first", 1));
    for (int i = 0; i < Recent.MOST - 1; i++) {
      task.command(credit("n" + i, 1));
    }
    restart();

    assertThat(task.command(credit("first", 1))).hasSize(1);
    int entries = task.entries();
    task.command(credit("one more", 1));

    assertThat(task.entries()).isEqualTo(entries);
    assertThat(only(Account.class, task.command(credit("first", 1))).balance())
        .isEqualTo(Recent.MOST + 2);
  }

  @Test
  void creditsAreTakenAwayOnlyWhereThereAreSome() {
    task.command(add("acme", 100));
    task.submit(submission("acme", 1, "s", 30));

    assertThat(answer(task.command(credit("too many", -71))))
        .isEqualTo(AccountAnswer.INSUFFICIENT_CREDITS);
    List<Object> told = task.command(credit("all", -70));

    assertThat(only(LedgerEntry.class, told).note()).isEqualTo("a note");
    assertThat(only(Account.class, told).balance()).isZero();
    assertThat(only(Account.class, told).reserved()).isEqualTo(30);
    assertThat(answer(task.command(credit("least", Long.MIN_VALUE))))
        .isEqualTo(AccountAnswer.INSUFFICIENT_CREDITS);
  }

  @Test
  void anAccountHoldsNoMoreThanANumberOfJavaScript() {
    assertThat(answer(task.command(add("acme", Long.MAX_VALUE))))
        .isEqualTo(AccountAnswer.TOO_MANY_CREDITS);
    task.command(new AccountCommand.Add(1, "acme", "again", NOON, false, 100));
    task.submit(submission("acme", 1, "s", 30));

    assertThat(answer(task.command(credit("n", Account.MOST_CREDITS - 99))))
        .isEqualTo(AccountAnswer.TOO_MANY_CREDITS);
    assertThat(answer(task.command(credit("m", Account.MOST_CREDITS - 100)))).isEqualTo("done");
  }

  @Test
  void keysComeAndGo() {
    task.command(add("acme", 0));

    List<Object> added = task.command(new AccountCommand.AddKey(1, "acme", "a", NOON, KEY));
    assertThat(only(Account.class, added).keys()).containsExactly(KEY);
    assertThat(answer(task.command(new AccountCommand.AddKey(1, "acme", "b", NOON, KEY))))
        .isEqualTo(AccountAnswer.KEY_EXISTS);
    restart();
    List<Object> gone = task.command(new AccountCommand.RevokeKey(1, "acme", "c", NOON, "at_abc"));
    assertThat(only(Account.class, gone).keys()).isEmpty();
    assertThat(answer(task.command(new AccountCommand.RevokeKey(1, "acme", "d", NOON, "at_abc"))))
        .isEqualTo(AccountAnswer.UNKNOWN_KEY);
  }

  @Test
  void limitsAreSet() {
    task.command(add("acme", 0));
    AccountLimits limits = new AccountLimits(10L, null, 2, null);

    List<Object> told = task.command(new AccountCommand.Limit(1, "acme", "l", NOON, limits));

    assertThat(only(Account.class, told).limits()).isEqualTo(limits);
  }

  @Test
  void commandsToAnAccountThatNobodyAddedAreRefused() {
    assertThat(answer(task.command(credit("n", 1)))).isEqualTo(AccountAnswer.UNKNOWN_ACCOUNT);
  }

  @Test
  void aListIsReservedForAndPassedOn() {
    task.command(add("acme", 100));
    Submission submission = submission("acme", 1, "s", 30);

    List<Object> told = task.submit(submission);

    LedgerEntry entry = only(LedgerEntry.class, told);
    assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.RESERVED);
    assertThat(entry.job()).isEqualTo(new JobId(1));
    assertThat(entry.balance()).isEqualTo(70);
    assertThat(entry.reserved()).isEqualTo(30);
    assertThat(only(Account.class, told).balance()).isEqualTo(70);
    assertThat(only(Passed.class, told)).isEqualTo(new Passed.Submitted(submission, 30L));
  }

  @Test
  void onlyRowsThatMayCostSomethingAreReservedFor() {
    task.command(add("acme", 10));
    Submission plain = submission("acme", 1, "s", 30);
    Submission mostlyEmpty =
        new Submission(
            1,
            plain.job(),
            "s",
            "acme",
            plain.name(),
            plain.level(),
            plain.layout(),
            30,
            NOON,
            7L,
            null,
            null,
            null);

    List<Object> told = task.submit(mostlyEmpty);

    assertThat(only(Passed.class, told)).isEqualTo(new Passed.Submitted(mostlyEmpty, 7L));
    assertThat(only(Account.class, told).balance()).isEqualTo(3);
  }

  @Test
  void aListBeyondTheBalanceIsRefusedWithBothNumbers() {
    task.command(add("acme", 29));

    List<Object> told = task.submit(submission("acme", 1, "s", 30));

    assertThat(refusal(told)).isEqualTo(JobEvent.Refused.INSUFFICIENT_CREDITS);
    assertThat(only(JobEvent.Refused.class, told).message()).contains("30", "29");
  }

  @Test
  void aRefusalStaysOneAlsoWhenTheSubmissionComesAgainAfterCredits() {
    task.command(add("acme", 29));
    List<Object> first = task.submit(submission("acme", 1, "s", 30));
    task.command(credit("n", 100));
    restart();

    assertThat(task.submit(submission("acme", 1, "s", 30))).isEqualTo(first);
    assertThat(only(Passed.class, task.submit(submission("acme", 1, "t", 30)))).isNotNull();
  }

  @Test
  void aSubmissionThatComesTwiceIsReservedForOnce() {
    task.command(add("acme", 100));
    task.submit(submission("acme", 1, "s", 30));
    restart();

    assertThat(task.submit(submission("acme", 1, "s", 30)))
        .containsExactly(new Passed.Submitted(submission("acme", 1, "s", 30), 30L));
    task.command(settle("s", 1, 30));
    assertThat(task.submit(submission("acme", 1, "s", 30)))
        .containsExactly(new Passed.Submitted(submission("acme", 1, "s", 30), 0L));
  }

  @Test
  void settlingChargesAndRefundsOnce() {
    task.command(add("acme", 100));
    task.submit(submission("acme", 1, "s", 30));

    List<Object> told = task.command(settle("s", 1, 12));
    restart();
    List<Object> again = task.command(settle("s", 1, 12));

    assertThat(told.stream().filter(LedgerEntry.class::isInstance))
        .containsExactly(
            new LedgerEntry(
                1, "acme", 3, LedgerEntry.Kind.CHARGED, 0, -12, 70, 18, new JobId(1), null, NOON),
            new LedgerEntry(
                1, "acme", 4, LedgerEntry.Kind.REFUNDED, 18, -18, 88, 0, new JobId(1), null, NOON));
    assertThat(only(Account.class, told).balance()).isEqualTo(88);
    assertThat(again).containsExactly(new AccountAnswer(1, "acme", "s", null, null));
  }

  @Test
  void noMoreThanWasReservedIsCharged() {
    task.command(add("acme", 100));
    task.submit(submission("acme", 1, "s", 30));

    Account account = only(Account.class, task.command(settle("s", 1, 31)));

    assertThat(account.balance()).isEqualTo(70);
    assertThat(account.reserved()).isZero();
  }

  @Test
  void twoSubmissionsWithOneIdAreSettledEachForItself() {
    task.command(add("acme", 100));
    task.submit(submission("acme", 1, "s", 30));
    task.submit(submission("acme", 1, "t", 20));

    Account account = only(Account.class, task.command(settle("t", 1, 0)));

    assertThat(account.balance()).isEqualTo(70);
    assertThat(account.reserved()).isEqualTo(30);
  }

  @Test
  void anUnknownAccountIsRefused() {
    assertThat(refusal(task.submit(submission("nobody", 1, "s", 1))))
        .isEqualTo(JobEvent.Refused.UNKNOWN_ACCOUNT);
    assertThat(refusal(task.submit(submission("no/name", 1, "s", 1))))
        .isEqualTo(JobEvent.Refused.UNKNOWN_ACCOUNT);
  }

  @Test
  void openAndUnmeteredAccountsReserveNothing() {
    task.command(new AccountCommand.Add(1, "house", "n", NOON, true, 0));

    assertThat(task.submit(submission("open", 1, "s", 9)))
        .containsExactly(new Passed.Submitted(submission("open", 1, "s", 9), null));
    assertThat(task.submit(submission("house", 2, "t", 9)))
        .containsExactly(new Passed.Submitted(submission("house", 2, "t", 9), null));
  }

  @Test
  void theWriterOfTheOtherJobIsAskedWhenAKeyComesAgain() {
    Idempotency key = new Idempotency("key", "body");
    task.submit(submission("open", 1, "s", 9, key));
    restart();
    Submission second = submission("open", 2, "t", 9, key);

    assertThat(task.submit(second)).containsExactly(new Passed.Asked(second, new JobId(1), "s"));
    assertThat(task.submit(second)).as("once").isEmpty();
    assertThat(task.command(new AccountCommand.Resubmit(1, "open", "t", NOON, second, "s")))
        .containsExactly(new Passed.Submitted(second, null));
    Submission third = submission("open", 3, "u", 9, key);
    assertThat(task.submit(third)).containsExactly(new Passed.Asked(third, new JobId(2), "t"));
    Submission fourth = submission("open", 4, "v", 9, key);
    assertThat(task.command(new AccountCommand.Resubmit(1, "open", "v", NOON, fourth, "s")))
        .as("another was faster")
        .containsExactly(new Passed.Asked(fourth, new JobId(2), "t"));
  }

  @Test
  void aKeyBelongsToItsAccount() {
    Idempotency key = new Idempotency("key", "body");
    task.command(add("acme", 100));
    task.submit(submission("open", 1, "s", 9, key));

    assertThat(only(Passed.class, task.submit(submission("acme", 2, "t", 9, key))))
        .isInstanceOf(Passed.Submitted.class);
  }

  @Test
  void aRefusedListLeavesItsKeyFree() {
    Idempotency key = new Idempotency("key", "body");
    task.command(add("acme", 8));
    task.submit(submission("acme", 1, "s", 9, key));
    task.command(credit("n", 1));

    assertThat(only(Passed.class, task.submit(submission("acme", 2, "t", 9, key))))
        .isInstanceOf(Passed.Submitted.class);
  }

  @Test
  void aKeyIsFreeAfterADayAndForgotten() {
    Idempotency key = new Idempotency("key", "body");
    task.submit(submission("open", 1, "s", 9, key));
    task.advance(HeldKeys.HELD_FOR.minusMillis(1));
    restart();
    assertThat(task.submit(submission("open", 2, "t", 9, key)))
        .hasExactlyElementsOfTypes(Passed.Asked.class);

    task.advance(Duration.ofMillis(1));
    int entries = task.entries();
    assertThat(task.submit(submission("open", 3, "u", 9)))
        .hasExactlyElementsOfTypes(Passed.Submitted.class);

    assertThat(task.entries()).as("a decision more, a key less").isEqualTo(entries);
    assertThat(task.submit(submission("open", 4, "v", 9, key)))
        .hasExactlyElementsOfTypes(Passed.Submitted.class);
  }
}
