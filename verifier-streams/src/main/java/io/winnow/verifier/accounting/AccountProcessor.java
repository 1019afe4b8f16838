package io.winnow.verifier.accounting;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import io.winnow.errands.CommitStore;
import io.winnow.verifier.admission.PromptCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the accounts of jobs: the only writer of {@code winnow.jobs}. A change of state is
 * published at once, mere progress a few times a second.
 */
final class AccountProcessor extends ContextualProcessor<String, JobChange, String, Published> {
  private static final Logger log = LoggerFactory.getLogger(AccountProcessor.class);
  private static final Duration PUBLISH_EVERY = Duration.ofMillis(200);

  private final Charge charge;
  private final Set<String> unpublished = new LinkedHashSet<>();
  private final PromptCommit prompt = new PromptCommit();

  @SuppressWarnings("NullAway.Init")
  private CommitStore<String, JobAccount> accounts;

  private @Nullable Cancellable tick;

  /**
   * @param charge what rows cost
   */
  AccountProcessor(Charge charge) {
    this.charge = charge;
  }

  @Override
  public void init(ProcessorContext<String, Published> context) {
    super.init(context);
    accounts = context.getStateStore(AccountingTopology.ACCOUNTS);
    accounts.forEach(
        (key, account) -> {
          if (!account.state().terminal()) {
            unpublished.add(key);
          }
        });
    if (!unpublished.isEmpty()) {
      armTick();
    }
  }

  @Override
  public void process(Record<String, JobChange> change) {
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    switch (change.value()) {
      case JobChange.Submitted submitted -> {
        admit(change.key(), submitted, now);
        prompt.decided(context());
      }
      case JobChange.Asked asked -> {
        answer(change.key(), asked, now);
        prompt.decided(context());
      }
      case JobChange.Tallied(SliceTally tally) ->
          update(change.key(), now, account -> account.tallied(tally.slice(), tally.counts()));
      case JobChange.Waits(JobWaits waits) -> waits(change.key(), waits, now);
      case JobChange.Happened(JobEvent event) -> happened(change.key(), event, now);
    }
  }

  /** Rows of single checks wait too, and belong to no job. */
  private void waits(String key, JobWaits waits, Instant now) {
    if (accounts.get(key) != null) {
      update(key, now, account -> account.waits(waits.task(), waits.waiting()));
    }
  }

  private void happened(String key, JobEvent event, Instant now) {
    switch (event) {
      // our own, coming round
      case JobEvent.Admitted _, JobEvent.Refused _, JobEvent.Deleted _ -> {}
      case JobEvent.LoadedUpTo loaded ->
          update(key, now, account -> loaded(account, loaded.rows(), now));
      case JobEvent.SliceSealed sealed ->
          update(key, now, account -> account.sealed(sealed.slice(), sealed.counts()));
      case JobEvent.Failed failed ->
          update(
              key,
              now,
              account -> account.failed(new Job.Failure(failed.code(), failed.message()), now));
      case JobEvent.CancelRequested _ -> update(key, now, JobAccount::cancelRequested);
      case JobEvent.LoadingStopped stopped ->
          update(key, now, account -> stopped(account, stopped.rows(), now));
      case JobEvent.DeleteRequested asked -> delete(key, asked, now);
    }
  }

  private static void loaded(JobAccount account, long rows, Instant now) {
    if (mayBe(account, rows, now)) {
      account.loadedUpTo(rows);
    }
  }

  private static void stopped(JobAccount account, long rows, Instant now) {
    if (mayBe(account, rows, now)) {
      account.loadingStopped(rows);
    }
  }

  /** Whoever says that there are more rows than there can be numbers its rows wrongly. */
  private static boolean mayBe(JobAccount account, long rows, Instant now) {
    long all = account.submission().rows();
    if (rows > all) {
      account.failed(
          new Job.Failure(
              "row_out_of_range",
              "%d rows are said to be loaded of a list of %d; send it anew".formatted(rows, all)),
          now);
    }
    return rows <= all;
  }

  /** What admission passes on becomes a job; only an id that is taken is refused. */
  private void admit(String key, JobChange.Submitted submitted, Instant now) {
    Submission submission = submitted.submission();
    JobAccount existing = accounts.get(key);
    boolean taken = existing != null && !existing.isOf(submission);
    if (submitted.reserved() != null
        && existing != null
        && (taken || existing.state().terminal())) {
      settle(submission, 0, now);
    }
    if (taken) {
      refuse(
          submission,
          JobEvent.Refused.ID_TAKEN,
          "job id " + submission.job() + " is taken; submit under another",
          null,
          now);
      return;
    }
    if (existing == null) {
      JobAccount account = new JobAccount(submission, submitted.reserved(), now);
      accounts.put(key, account);
      publish(key, new Published.State(account.view(now)), now);
    }
    publish(
        key,
        new Published.Event(new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission)),
        now);
  }

  /** The submission's key is held by another one, which may have made this job. */
  private void answer(String key, JobChange.Asked asked, Instant now) {
    Submission submission = asked.submission();
    JobAccount account = accounts.get(key);
    if (account == null || !account.isOf(asked.holder()) || !account.isMade()) {
      tell(
          new AccountCommand.Resubmit(
              AccountCommand.VERSION,
              submission.account(),
              submission.nonce(),
              now,
              submission,
              asked.holder()),
          now);
    } else if (Objects.equals(account.submission().idempotency(), submission.idempotency())) {
      refuse(
          submission,
          JobEvent.Refused.ALREADY_SUBMITTED,
          "the same list was submitted with this idempotency key before, and is job " + key,
          asked.job(),
          now);
    } else {
      refuse(
          submission,
          JobEvent.Refused.KEY_REUSED,
          "this idempotency key came with another request before; choose a new one for each list",
          null,
          now);
    }
  }

  private void refuse(
      Submission submission, String code, String message, @Nullable JobId existing, Instant now) {
    publish(
        submission.job().toString(),
        new Published.Event(
            new JobEvent.Refused(
                JobEvent.VERSION, submission.job(), submission.nonce(), code, message, existing)),
        now);
  }

  private void settle(Submission submission, long charged, Instant now) {
    tell(
        new AccountCommand.Settle(
            AccountCommand.VERSION,
            submission.account(),
            submission.nonce(),
            now,
            submission.job(),
            charged),
        now);
  }

  private void tell(AccountCommand command, Instant now) {
    publish(command.account(), new Published.Command(command), now);
  }

  private void update(String key, Instant now, Consumer<JobAccount> booking) {
    JobAccount account = accounts.get(key);
    if (account == null) {
      // deleted, as a rule
      log.info("there is no job {}: a change to it is left out", key);
      return;
    }
    JobState before = account.state();
    if (before.terminal()) {
      return;
    }
    booking.accept(account);
    account.advance(now);
    if (account.state().terminal()) {
      account.charge(charge).ifPresent(charged -> settle(account.submission(), charged, now));
    }
    accounts.put(key, account);
    if (account.state() != before) {
      unpublished.remove(key);
      Job view = account.view(now);
      publish(key, new Published.State(view), now);
      prompt.decided(context());
      if (account.isToGo()) {
        remove(key, view.id(), null, now);
      }
    } else {
      unpublished.add(key);
      armTick();
    }
  }

  /** A job that has not ended is cancelled first. */
  private void delete(String key, JobEvent.DeleteRequested asked, Instant now) {
    JobAccount account = accounts.get(key);
    if (account != null && account.state().terminal()) {
      Job left = asked.goesForAge() ? account.expired(now) : null;
      remove(key, asked.job(), left, now);
    } else if (!asked.goesForAge()) {
      update(key, now, JobAccount::deletionRequested);
    }
  }

  /**
   * Late events of the job find no account, and change nothing.
   *
   * @param left what stays known of it; null for nothing
   */
  private void remove(String key, JobId job, @Nullable Job left, Instant now) {
    accounts.delete(key);
    unpublished.remove(key);
    publish(key, left == null ? new Published.Gone(job) : new Published.State(left), now);
    publish(key, new Published.Event(new JobEvent.Deleted(JobEvent.VERSION, job)), now);
  }

  private void armTick() {
    if (tick == null) {
      tick = context().schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::publishAll);
    }
  }

  private void publishAll(long nowMillis) {
    Instant now = Instant.ofEpochMilli(nowMillis);
    for (String key : unpublished) {
      JobAccount account = accounts.get(key);
      if (account != null) {
        publish(key, new Published.State(account.view(now)), now);
        accounts.put(key, account);
      }
    }
    unpublished.clear();
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
  }

  private void publish(String key, Published what, Instant now) {
    context().forward(new Record<>(key, what, now.toEpochMilli()));
  }
}
