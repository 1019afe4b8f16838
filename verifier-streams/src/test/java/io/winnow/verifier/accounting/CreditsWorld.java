package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.verifier.admission.AdmissionTask;
import io.winnow.verifier.admission.Passed;
import io.winnow.verifier.admission.Refund;
import io.winnow.verifier.admission.RestartableTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The tasks of admission and of jobs with topics between them, read committed: what a task does is
 * seen by nobody before it commits, and has never been when it is killed.
 */
final class CreditsWorld {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> METERED = List.of("a", "b");
  private static final List<String> ACCOUNTS = List.of("a", "a", "b", "house", "open", "nobody");
  private static final List<Reason> REASONS =
      List.of(Reason.NULL_MX, Reason.ACCEPTED_MAILBOX, Reason.DNS_TIMEOUT, Reason.CATCH_ALL);

  private final Random random;
  private final AdmissionTask admission;
  private final RestartableTask<JobChange, Published, JobAccount> accounting;
  private final JsonSerde<JobChange> changeSerde = new JsonSerde<>(JobChange.class);

  private final Log<Submission> submissions = new Log<>();
  private final Log<AccountCommand> commands = new Log<>();
  private final Log<JobChange> changes = new Log<>();
  private final Log<JobEvent> events = new Log<>();
  private final Log<JobEvent> decisions = new Log<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<JobId, Job> jobs = new HashMap<>();
  private final Map<String, AccountAnswer> answers = new HashMap<>();

  private final List<Object> ofAdmission = new ArrayList<>();
  private final List<Published> ofAccounting = new ArrayList<>();

  private final Map<String, Submission> submitted = new HashMap<>();
  private final Map<String, AccountCommand> commanded = new HashMap<>();
  private final Map<String, String> decided = new HashMap<>();
  private final List<Submission> admitted = new ArrayList<>();
  private final List<Submission> running = new ArrayList<>();
  private int nonces;

  CreditsWorld(long seed) {
    random = new Random(seed);
    Set<Refund> refunds = new HashSet<>();
    for (Refund refund : Refund.values()) {
      if (random.nextBoolean()) {
        refunds.add(refund);
      }
    }
    Charge charge = new Charge(refunds);
    admission = new AdmissionTask(Set.of("open"), NOON.toEpochMilli());
    accounting =
        new RestartableTask<>(
            AccountingTopology.ACCOUNTS,
            AccountingTopology.accountSerde(),
            () -> new AccountProcessor(charge),
            NOON.toEpochMilli());
    for (String account : METERED) {
      command(new AccountCommand.Add(1, account, nonce(), NOON, false, random.nextInt(60)));
    }
    command(new AccountCommand.Add(1, "house", nonce(), NOON, true, 0));
  }

  private String nonce() {
    return "n" + nonces++;
  }

  /** Records, and how far their reader has come: for good, and in its transaction. */
  private static final class Log<T> {
    final List<T> records = new ArrayList<>();
    int committed;
    int position;

    boolean hasMore() {
      return position < records.size();
    }

    T next() {
      return records.get(position++);
    }

    void commit() {
      committed = position;
    }

    void rewind() {
      position = committed;
    }
  }

  /** Something happens somewhere. */
  void step() {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> upload();
      case 3 -> repeatSubmission();
      case 4 -> commandAnything();
      case 5, 6 -> endOne();
      case 7, 8, 9 -> admissionWorks();
      case 10, 11, 12 -> accountingWorks();
      case 13 -> {
        gatewaysRead();
        accounting.advance(Duration.ofSeconds(1));
        admission.advance(Duration.ofSeconds(1));
      }
      case 14 -> {
        commitAdmission();
        commitAccounting();
      }
      default -> kill();
    }
  }

  private void upload() {
    Idempotency idempotency =
        random.nextBoolean()
            ? null
            : new Idempotency("key" + random.nextInt(3), "body" + random.nextInt(4) / 3);
    submit(any(ACCOUNTS), 1 + random.nextInt(20), idempotency);
  }

  private void submit(String account, long rows, Idempotency idempotency) {
    Submission submission =
        new Submission(
            1,
            new JobId(1 + random.nextInt(300)),
            nonce(),
            account,
            "list",
            Level.DNS,
            new ListLayout(List.of("email"), 0, ",", true),
            rows,
            NOON,
            null,
            null,
            null,
            idempotency);
    submitted.put(submission.nonce(), submission);
    submissions.records.add(submission);
  }

  private void repeatSubmission() {
    if (!submissions.records.isEmpty()) {
      submissions.records.add(any(submissions.records));
    }
  }

  private void commandAnything() {
    if (random.nextInt(3) == 0) {
      commands.records.add(any(List.copyOf(commanded.values())));
    } else {
      command(
          new AccountCommand.Credit(1, any(METERED), nonce(), NOON, random.nextInt(80) - 20, null));
    }
  }

  private void command(AccountCommand command) {
    commanded.put(command.nonce(), command);
    commands.records.add(command);
  }

  /** A gateway or the sink ends a job; events come twice now and then. */
  private void endOne() {
    if (running.isEmpty()) {
      return;
    }
    Submission job = running.remove(random.nextInt(running.size()));
    switch (random.nextInt(4)) {
      case 0 -> events.records.add(failed(job, JobEvent.Failed.ABANDONED));
      case 1 -> events.records.add(failed(job, "list_lost"));
      default -> {
        events.records.add(new JobEvent.LoadedUpTo(1, job.job(), job.rows()));
        Map<Reason, Integer> counts = new HashMap<>();
        for (long row = 0; row < job.rows(); row++) {
          counts.merge(any(REASONS), 1, Integer::sum);
        }
        SliceCounts sealed = new SliceCounts(counts);
        changes.records.add(new JobChange.Tallied(new SliceTally(1, job.job(), 0, sealed)));
        events.records.add(new JobEvent.SliceSealed(1, job.job(), 0, 1, sealed));
      }
    }
    if (random.nextBoolean()) {
      events.records.add(events.records.getLast());
    }
  }

  private static JobEvent failed(Submission job, String code) {
    return new JobEvent.Failed(1, job.job(), code, "so it was");
  }

  private void admissionWorks() {
    for (int i = random.nextInt(8); i > 0; i--) {
      if (submissions.hasMore() && (!commands.hasMore() || random.nextBoolean())) {
        ofAdmission.addAll(admission.submit(submissions.next()));
      } else if (commands.hasMore()) {
        ofAdmission.addAll(admission.command(commands.next()));
      }
    }
  }

  private void accountingWorks() {
    for (int i = random.nextInt(8); i > 0; i--) {
      if (changes.hasMore() && (!events.hasMore() || random.nextBoolean())) {
        JobChange change = changes.next();
        byte[] bytes = changeSerde.serialize("job-changes", change);
        ofAccounting.addAll(
            accounting.process(
                change.job().toString(), changeSerde.deserialize("job-changes", bytes)));
      } else if (events.hasMore()) {
        JobEvent event = events.next();
        ofAccounting.addAll(
            accounting.process(event.job().toString(), new JobChange.Happened(event)));
      }
    }
  }

  private void commitAdmission() {
    for (Object told : ofAdmission) {
      switch (told) {
        case Passed passed -> changes.records.add(JobChange.of(passed));
        case JobEvent event -> decisions.records.add(event);
        case Account account -> accounts.put(account.name(), account);
        case LedgerEntry entry -> ledger.add(entry);
        case AccountAnswer answer -> {
          AccountAnswer before = answers.put(answer.nonce(), answer);
          assertThat(answer).isEqualTo(before == null ? answer : before);
        }
        default -> throw new AssertionError(told);
      }
    }
    ofAdmission.clear();
    submissions.commit();
    commands.commit();
    admission.commit();
  }

  private void commitAccounting() {
    for (Published told : ofAccounting) {
      switch (told) {
        case Published.State(Job job) -> jobs.put(job.id(), job);
        case Published.Gone(JobId job) -> jobs.remove(job);
        case Published.Event(JobEvent event) -> decisions.records.add(event);
        case Published.Command(AccountCommand command) -> commands.records.add(command);
      }
    }
    ofAccounting.clear();
    changes.commit();
    events.commit();
    accounting.commit();
  }

  private void kill() {
    if (random.nextBoolean()) {
      ofAdmission.clear();
      submissions.rewind();
      commands.rewind();
      admission.restart();
    } else {
      ofAccounting.clear();
      changes.rewind();
      events.rewind();
      accounting.restart();
    }
  }

  private void gatewaysRead() {
    while (decisions.hasMore()) {
      JobEvent decision = decisions.next();
      switch (decision) {
        case JobEvent.Admitted one -> {
          if (decide(one.submission().nonce(), "admitted")) {
            admitted.add(one.submission());
            running.add(one.submission());
          }
        }
        case JobEvent.Refused refused -> {
          Submission submission = submitted.get(refused.nonce());
          if (decide(refused.nonce(), refused.code() + " " + refused.existing())) {
            requireSense(submission, refused);
            if (refused.code().equals(JobEvent.Refused.ID_TAKEN)) {
              submit(submission.account(), submission.rows(), submission.idempotency());
            }
          }
        }
        default -> throw new AssertionError(decision);
      }
    }
  }

  /** Whether it is the first decision; others must be the same. */
  private boolean decide(String nonce, String decision) {
    String before = decided.putIfAbsent(nonce, decision);
    assertThat(decision).as("of %s", nonce).isEqualTo(before == null ? decision : before);
    return before == null;
  }

  private void requireSense(Submission submission, JobEvent.Refused refused) {
    switch (refused.code()) {
      case JobEvent.Refused.ALREADY_SUBMITTED ->
          assertThat(admitted)
              .anyMatch(
                  job ->
                      job.job().equals(refused.existing())
                          && job.account().equals(submission.account())
                          && submission.idempotency().equals(job.idempotency()));
      case JobEvent.Refused.KEY_REUSED ->
          assertThat(admitted)
              .anyMatch(
                  job ->
                      job.account().equals(submission.account())
                          && job.idempotency() != null
                          && job.idempotency().key().equals(submission.idempotency().key())
                          && !job.idempotency().equals(submission.idempotency()));
      case JobEvent.Refused.UNKNOWN_ACCOUNT ->
          assertThat(submission.account()).isIn("nobody", "a", "b", "house");
      case JobEvent.Refused.INSUFFICIENT_CREDITS -> assertThat(submission.account()).isIn(METERED);
      case JobEvent.Refused.ID_TAKEN ->
          assertThat(admitted.stream().map(Submission::job)).contains(submission.job());
      default -> throw new AssertionError(refused);
    }
  }

  /** Nobody is killed any more, and everything is read; some jobs go on. */
  void settleDown() {
    while (submissions.committed < submissions.records.size()
        || commands.committed < commands.records.size()
        || changes.committed < changes.records.size()
        || events.committed < events.records.size()
        || decisions.hasMore()) {
      admissionWorks();
      commitAdmission();
      accountingWorks();
      commitAccounting();
      gatewaysRead();
      if (random.nextInt(20) == 0) {
        endOne();
      }
    }
  }

  void check() {
    assertThat(decided.keySet()).as("all are answered").isEqualTo(submitted.keySet());
    assertThat(answers.keySet()).containsAll(commanded.keySet());
    METERED.forEach(this::checkLedger);
    assertThat(ledger).as("the others have none").allMatch(e -> METERED.contains(e.account()));
    checkJobs();
    checkKeys();
  }

  private void checkLedger(String name) {
    List<LedgerEntry> entries = ledger.stream().filter(e -> e.account().equals(name)).toList();
    long balance = 0;
    long reserved = 0;
    Map<LedgerEntry.Kind, Long> byKind = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      balance += entry.balanceChange();
      reserved += entry.reservedChange();
      assertThat(entry.sequence()).isEqualTo(i + 1);
      assertThat(entry.balance()).isEqualTo(balance).isNotNegative();
      assertThat(entry.reserved()).isEqualTo(reserved).isNotNegative();
      byKind.merge(entry.kind(), entry.balanceChange() + entry.reservedChange(), Long::sum);
    }
    Account account = accounts.get(name);
    assertThat(account.balance()).isEqualTo(balance);
    assertThat(account.reserved()).isEqualTo(reserved);
    assertThat(account.ledgerSequence()).isEqualTo(entries.size());

    assertThat(byKind.getOrDefault(LedgerEntry.Kind.CREDITED, 0L)).isEqualTo(granted(name));
    List<Job> own = jobs.values().stream().filter(job -> job.account().equals(name)).toList();
    assertThat(-byKind.getOrDefault(LedgerEntry.Kind.CHARGED, 0L))
        .isEqualTo(own.stream().mapToLong(job -> job.credits().charged()).sum());
    assertThat(reserved)
        .isEqualTo(
            own.stream()
                .filter(job -> !job.state().terminal())
                .mapToLong(job -> job.credits().reserved())
                .sum());
  }

  private long granted(String name) {
    long granted = 0;
    for (AccountCommand command : commanded.values()) {
      if (command.account().equals(name) && answers.get(command.nonce()).code() == null) {
        granted +=
            switch (command) {
              case AccountCommand.Add add -> add.credits();
              case AccountCommand.Credit credit -> credit.credits();
              default -> throw new AssertionError(command);
            };
      }
    }
    return granted;
  }

  private void checkJobs() {
    assertThat(admitted.stream().map(Submission::job).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(jobs.keySet());
    for (Job job : jobs.values()) {
      if (!METERED.contains(job.account())) {
        assertThat(job.credits()).isNull();
        continue;
      }
      JobCredits credits = job.credits();
      assertThat(credits.reserved()).isEqualTo(job.rows());
      assertThat(credits.charged() + credits.refunded())
          .isEqualTo(job.state().terminal() ? credits.reserved() : 0);
    }
  }

  /** Of all jobs that a key has made, at most the last was not abandoned. */
  private void checkKeys() {
    Map<String, Submission> last = new HashMap<>();
    for (Submission job : admitted) {
      if (job.idempotency() != null) {
        Submission before = last.put(job.account() + "/" + job.idempotency().key(), job);
        if (before != null) {
          Job.Failure failure = jobs.get(before.job()).failure();
          assertThat(failure).as("of %s before %s", before, job).isNotNull();
          assertThat(failure.code()).isEqualTo(JobEvent.Failed.ABANDONED);
        }
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
