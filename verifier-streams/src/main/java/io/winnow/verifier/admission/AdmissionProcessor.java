package io.winnow.verifier.admission;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Submission;
import io.winnow.errands.CommitStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The one writer of accounts: whatever concerns an account comes to its partition's task, one after
 * the other, so that credits are reserved exactly however many gateways there are.
 *
 * <p><b>Submissions.</b> One that the account may have verified is passed on with its credits
 * reserved, to the writer of its job ({@code AccountProcessor}), who admits it. There the id may be
 * taken; then, as when the job ends, that one sends a {@link AccountCommand.Settle}. It names the
 * reservation by the submission's nonce, so that it meets the right one even if two submissions
 * drew the same id, and finds it once.
 *
 * <p><b>Idempotency keys.</b> A key is held by the submission that was passed on last with it.
 * Whether that has made a job is known to the writer of that job alone, and it may not have said so
 * yet: a gateway that was told that an id is taken submits again at once. So a submission whose key
 * is held by another is not answered here. The job's writer is asked, on the way that the other
 * submission has taken before it; it refuses, or sends an {@link AccountCommand.Resubmit} saying
 * that the holder has made no job. Then the key goes to the new one, unless yet another one has
 * been faster, about whom is asked again.
 */
final class AdmissionProcessor extends ContextualProcessor<String, Request, String, Outcome> {
  static final String STORE = "admission";

  private final Set<String> open;

  @SuppressWarnings("NullAway.Init")
  private HeldKeys keys;

  private final PromptCommit prompt = new PromptCommit();

  @SuppressWarnings("NullAway.Init")
  private SubmissionDesk submissions;

  @SuppressWarnings("NullAway.Init")
  private CommandDesk commands;

  /**
   * @param open accounts that need neither be added nor have credits
   */
  AdmissionProcessor(Set<String> open) {
    this.open = open;
  }

  @Override
  public void init(ProcessorContext<String, Outcome> context) {
    super.init(context);
    CommitStore<String, Kept> store = context.getStateStore(STORE);
    keys = new HeldKeys(store);
    Recent decided = new Recent(store, "submission/");
    Recent done = new Recent(store, "command/");
    List<String> held = new ArrayList<>();
    store.forEach(
        (key, kept) -> {
          switch (kept) {
            case Kept.Bound _ -> held.add(key);
            case Kept.Decided decision -> {
              decided.restore(key, decision);
              done.restore(key, decision);
            }
            case Kept.Holder _, Kept.Reservation _ -> {}
          }
        });
    keys.restore(held);
    Books books = new Books(store, this::tell);
    submissions = new SubmissionDesk(open, books, keys, decided, this::tell);
    CheckDesk checks = new CheckDesk(open, books, this::tell);
    commands = new CommandDesk(books, submissions, checks, done, this::tell);
  }

  @Override
  public void process(Record<String, Request> request) {
    Instant now = now();
    keys.letGo(now);
    switch (request.value()) {
      case Request.Submitted(Submission submission) -> {
        if (submission.account().equals(request.key())) {
          submissions.decide(submission, null, now);
        } else {
          submissions.misplaced(submission);
        }
      }
      case Request.Commanded(AccountCommand command) -> {
        if (command.account().equals(request.key())) {
          commands.run(command, now);
        } else {
          commands.misplaced(command);
        }
      }
    }
    prompt.decided(context());
  }

  private void tell(Outcome outcome) {
    context().forward(new Record<>(outcome.key(), outcome, now().toEpochMilli()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }
}
