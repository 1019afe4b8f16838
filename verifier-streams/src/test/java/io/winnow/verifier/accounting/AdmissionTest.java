package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.admission.Refund;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Admission and accounting together, as they run. */
class AdmissionTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Idempotency KEY = new Idempotency("key", "body");

  @TempDir Path state;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<String, Submission> submissions;
  private TestInputTopic<String, AccountCommand> commands;
  private TestInputTopic<String, JobEvent> events;
  private TestOutputTopic<String, Job> jobs;
  private TestOutputTopic<String, JobEvent> decisions;
  private TestOutputTopic<String, Account> accounts;
  private TestOutputTopic<String, LedgerEntry> ledger;
  private TestOutputTopic<String, AccountAnswer> answers;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            AccountingTopology.build(
                1, new AdmissionSettings(Set.of("open"), Set.of(Refund.values())), meters),
            properties,
            NOON);
    submissions = input(Topics.SUBMISSIONS.name(), Submission.class);
    commands = input(Topics.ACCOUNT_COMMANDS.name(), AccountCommand.class);
    events = input(Topics.JOB_EVENTS.name(), JobEvent.class);
    jobs = output(Topics.JOBS_TABLE.name(), Job.class);
    decisions = output(Topics.JOB_EVENTS.name(), JobEvent.class);
    accounts = output(Topics.ACCOUNTS.name(), Account.class);
    ledger = output(Topics.LEDGER.name(), LedgerEntry.class);
    answers = output(Topics.ACCOUNT_ANSWERS.name(), AccountAnswer.class);
  }

  private <V> TestInputTopic<String, V> input(String topic, Class<V> type) {
    return driver.createInputTopic(topic, new StringSerializer(), new JsonSerde<>(type));
  }

  private <V> TestOutputTopic<String, V> output(String topic, Class<V> type) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new JsonSerde<>(type));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void add(String account, long credits) {
    commands.pipeInput(
        account, new AccountCommand.Add(1, account, "add-" + account, NOON, false, credits));
  }

  private JobEvent submit(String account, long job, String nonce, long rows, Idempotency key) {
    submissions.pipeInput(
        account,
        new Submission(
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
            key));
    List<JobEvent> decided = decisions.readValuesToList();
    assertThat(decided).hasSize(1);
    return decided.getFirst();
  }

  private JobEvent submit(String account, long job, String nonce, long rows) {
    return submit(account, job, nonce, rows, null);
  }

  private void fail(long job, String code) {
    events.pipeInput(
        Long.toString(job), new JobEvent.Failed(1, new JobId(job), code, "somebody said so"));
  }

  private static String code(JobEvent event) {
    return event instanceof JobEvent.Refused refused ? refused.code() : "admitted";
  }

  private Account account() {
    return accounts.readValuesToList().getLast();
  }

  @Test
  void ofTwoHundredListsExactlyThoseAreAdmittedThatThereAreCreditsFor() {
    add("acme", 100);
    int admitted = 0;
    for (int i = 0; i < 200; i++) {
      JobEvent decision = submit("acme", 1 + i, "n" + i, 1);
      admitted += decision instanceof JobEvent.Admitted ? 1 : 0;
      if (decision instanceof JobEvent.Refused refused) {
        assertThat(refused.code()).isEqualTo(JobEvent.Refused.INSUFFICIENT_CREDITS);
      }
    }

    assertThat(admitted).isEqualTo(100);
    Account account = account();
    assertThat(account.balance()).isZero();
    assertThat(account.reserved()).isEqualTo(100);
    List<LedgerEntry> entries = ledger.readValuesToList();
    assertThat(entries).hasSize(101);
    long balance = 0;
    long reserved = 0;
    for (LedgerEntry entry : entries) {
      balance += entry.balanceChange();
      reserved += entry.reservedChange();
      assertThat(entry.balance()).isEqualTo(balance);
      assertThat(entry.reserved()).isEqualTo(reserved);
    }
    assertThat(
            meters
                .counter("winnow.admission.submissions", "outcome", "insufficient_credits")
                .count())
        .isEqualTo(100);
    assertThat(meters.counter("winnow.admission.submissions", "outcome", "admitted").count())
        .isEqualTo(100);
    assertThat(meters.counter("winnow.admission.credits", "kind", "reserved").count())
        .isEqualTo(100);
  }

  @Test
  void aListWithMoreRowsThanTheAccountMaySendIsRefusedWhateverWayItCame() {
    add("acme", 1_000);
    commands.pipeInput(
        "acme",
        new AccountCommand.Limit(
            1, "acme", "limit", NOON, new AccountLimits(10L, null, null, null)));

    assertThat(submit("acme", 1, "n1", 10)).isInstanceOf(JobEvent.Admitted.class);
    assertThat(submit("acme", 2, "n2", 11))
        .isInstanceOfSatisfying(
            JobEvent.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(JobEvent.Refused.TOO_MANY_ROWS);
              assertThat(refused.message()).contains("11 rows").contains("the 10 that");
            });
    assertThat(account().reserved()).isEqualTo(10);
  }

  @Test
  void recordsAreKeyedByWhatTheyAreAbout() {
    add("acme", 100);
    submit("acme", 1, "n", 30);

    assertThat(accounts.readKeyValuesToList()).allMatch(record -> record.key.equals("acme"));
    assertThat(ledger.readKeyValuesToList())
        .extracting(record -> record.key)
        .containsExactly("acme/1", "acme/2");
    assertThat(answers.readKeyValue().key).isEqualTo("acme");
    assertThat(jobs.readKeyValue().key).isEqualTo("1");
  }

  @Test
  void aJobTellsWhatItReservedAndInTheEndWhatItCost() {
    add("acme", 100);
    submit("acme", 1, "n", 30);
    assertThat(jobs.readValue().credits()).isEqualTo(new JobCredits(30, 0, 0));

    fail(1, "list_lost");

    Job job = jobs.readValue();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.credits()).isEqualTo(new JobCredits(30, 0, 30));
    assertThat(account().balance()).isEqualTo(100);
    fail(1, "list_lost");
    assertThat(accounts.isEmpty()).as("settled once").isTrue();
  }

  @Test
  void aJobOfAnUnmeteredAccountTellsOfNoCredits() {
    submit("open", 1, "n", 30);
    fail(1, "list_lost");

    assertThat(jobs.readValuesToList()).allMatch(job -> job.credits() == null);
    assertThat(ledger.isEmpty()).isTrue();
    assertThat(accounts.isEmpty()).isTrue();
    assertThat(answers.isEmpty()).isTrue();
  }

  @Test
  void whatWasReservedForATakenIdIsGivenBackAtOnce() {
    add("acme", 100);
    submit("acme", 1, "n", 30);

    JobEvent decision = submit("acme", 1, "m", 20);

    assertThat(code(decision)).isEqualTo(JobEvent.Refused.ID_TAKEN);
    Account account = account();
    assertThat(account.balance()).isEqualTo(70);
    assertThat(account.reserved()).isEqualTo(30);
  }

  @Test
  void aKeyAndItsListMakeOneJob() {
    assertThat(code(submit("open", 1, "n", 30, KEY))).isEqualTo("admitted");

    JobEvent again = submit("open", 2, "m", 30, KEY);
    JobEvent other = submit("open", 3, "o", 30, new Idempotency("key", "another body"));

    assertThat(again)
        .isInstanceOfSatisfying(
            JobEvent.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(JobEvent.Refused.ALREADY_SUBMITTED);
              assertThat(refused.existing()).isEqualTo(new JobId(1));
              assertThat(refused.job()).isEqualTo(new JobId(2));
              assertThat(refused.nonce()).isEqualTo("m");
            });
    assertThat(code(other)).isEqualTo(JobEvent.Refused.KEY_REUSED);
    assertThat(jobs.readValuesToList()).hasSize(1);
  }

  @Test
  void aJobThatFailedLaterKeepsItsKey() {
    submit("open", 1, "n", 30, KEY);
    fail(1, "list_lost");

    assertThat(code(submit("open", 2, "m", 30, KEY))).isEqualTo(JobEvent.Refused.ALREADY_SUBMITTED);
  }

  @Test
  void aKeyWhoseListMetATakenIdMakesTheJobUnderAnother() {
    add("acme", 100);
    submit("acme", 1, "n", 30);
    assertThat(code(submit("acme", 1, "m", 20, KEY))).isEqualTo(JobEvent.Refused.ID_TAKEN);

    JobEvent redrawn = submit("acme", 2, "o", 20, KEY);

    assertThat(code(redrawn)).isEqualTo("admitted");
    Account account = account();
    assertThat(account.balance()).isEqualTo(50);
    assertThat(account.reserved()).isEqualTo(50);
  }

  @Test
  void aKeyWhoseJobWasAbandonedMakesAnother() {
    add("acme", 100);
    submit("acme", 1, "n", 30, KEY);
    fail(1, JobEvent.Failed.ABANDONED);

    assertThat(code(submit("acme", 2, "m", 30, KEY))).isEqualTo("admitted");

    assertThat(account().reserved()).isEqualTo(30);
    assertThat(code(submit("acme", 3, "o", 30, KEY))).isEqualTo(JobEvent.Refused.ALREADY_SUBMITTED);
  }

  @Test
  void aRecordWithTheWrongKeyIsNotTakenForTheAccounts() {
    add("acme", 100);
    answers.readValue();

    commands.pipeInput("other", new AccountCommand.Credit(1, "acme", "n", NOON, 5, null));
    commands.pipeInput("acme", (AccountCommand) null);

    assertThat(answers.readValue().code()).isEqualTo(AccountAnswer.WRONG_RECORD_KEY);
    assertThat(answers.isEmpty()).isTrue();
  }
}
