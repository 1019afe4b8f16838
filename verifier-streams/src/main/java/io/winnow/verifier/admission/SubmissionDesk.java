package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Submission;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides submissions, each nonce once. Of one stream thread. */
final class SubmissionDesk {
  private final Set<String> open;
  private final Books books;
  private final HeldKeys keys;
  private final Recent decided;
  private final Consumer<Outcome> out;

  SubmissionDesk(
      Set<String> open, Books books, HeldKeys keys, Recent decided, Consumer<Outcome> out) {
    this.open = open;
    this.books = books;
    this.keys = keys;
    this.decided = decided;
    this.out = out;
  }

  /** One whose record's key is not its account, so that the account may be elsewhere. */
  void misplaced(Submission submission) {
    tell(
        submission,
        JobEvent.Refused.UNKNOWN_ACCOUNT,
        "the record's key is not the account that the submission names; send it with that key");
  }

  /**
   * @param freed nonce of a submission that holds the idempotency key no more; null for none
   */
  void decide(Submission submission, @Nullable String freed, Instant now) {
    String name = submission.account();
    Kept.Decided before = decided.find(name, submission.nonce());
    if (before != null && before.code() != null && before.message() != null) {
      tell(submission, before.code(), before.message());
      return;
    }
    if (before != null && before.decision() == Kept.Decision.ASKED && freed == null) {
      // the answer is on its way; asking again could get another one
      return;
    }
    boolean done = before != null && before.decision() == Kept.Decision.DONE;
    Account account = books.account(name);
    boolean unmetered = open.contains(name) || (account != null && account.unmetered());
    if (account == null && !unmetered) {
      refuse(
          submission,
          JobEvent.Refused.UNKNOWN_ACCOUNT,
          "there is no account '" + name + "'; whoever runs Winnow can add it");
      return;
    }
    Kept.Bound holder = holder(submission, now);
    Long mostRows = account == null ? null : account.limits().rows();
    if (done || isPassedOn(submission, holder)) {
      passAgain(submission, unmetered);
    } else if (holder != null && !holder.nonce().equals(freed)) {
      decided.remember(name, submission.nonce(), Kept.Decision.ASKED);
      pass(new Passed.Asked(submission, holder.job(), holder.nonce()));
    } else if (mostRows != null && submission.rows() > mostRows) {
      // a gateway has refused it already; a list that came straight to Kafka has passed none
      refuse(
          submission,
          JobEvent.Refused.TOO_MANY_ROWS,
          "the list has %d rows, more than the %d that the account may send in one; split it"
              .formatted(submission.rows(), mostRows));
    } else if (account == null || unmetered) {
      admit(submission, null, now);
    } else if (account.balance() < submission.credits()) {
      refuse(
          submission,
          JobEvent.Refused.INSUFFICIENT_CREDITS,
          "the list needs %d credits, and the account's balance is %d; add credits, or send fewer rows"
              .formatted(submission.credits(), account.balance()));
    } else {
      if (submission.credits() > 0) {
        books.reserve(account, submission.nonce(), submission.job(), submission.credits(), now);
      }
      admit(submission, submission.credits(), now);
    }
  }

  private Kept.@Nullable Bound holder(Submission submission, Instant now) {
    Idempotency idempotency = submission.idempotency();
    return idempotency == null ? null : keys.holder(submission.account(), idempotency, now);
  }

  private boolean isPassedOn(Submission submission, Kept.@Nullable Bound holder) {
    return books.reservation(submission.account(), submission.nonce()) != null
        || (holder != null && holder.nonce().equals(submission.nonce()));
  }

  /** The job's writer answers again; nothing more is reserved. */
  private void passAgain(Submission submission, boolean unmetered) {
    Kept.Reservation held = books.reservation(submission.account(), submission.nonce());
    if (held != null) {
      pass(new Passed.Submitted(submission, held.credits()));
    } else {
      pass(new Passed.Submitted(submission, unmetered ? null : 0L));
    }
  }

  private void admit(Submission submission, @Nullable Long reserved, Instant now) {
    Idempotency idempotency = submission.idempotency();
    if (idempotency != null) {
      keys.hold(submission.account(), idempotency, submission.job(), submission.nonce(), now);
    }
    decided.remember(submission.account(), submission.nonce(), Kept.Decision.DONE);
    pass(new Passed.Submitted(submission, reserved));
  }

  private void pass(Passed passed) {
    out.accept(new Outcome.PassedOn(passed));
  }

  private void refuse(Submission submission, String code, String message) {
    if (Account.isName(submission.account())) {
      decided.rememberRefused(submission.account(), submission.nonce(), code, message);
    }
    tell(submission, code, message);
  }

  private void tell(Submission submission, String code, String message) {
    out.accept(
        new Outcome.Refused(
            new JobEvent.Refused(
                JobEvent.VERSION, submission.job(), submission.nonce(), code, message)));
  }
}
