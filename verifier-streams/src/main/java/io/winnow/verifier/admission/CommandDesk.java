package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what is to be done to accounts, each nonce once. Of one stream thread. */
final class CommandDesk {
  private final Books books;
  private final SubmissionDesk submissions;
  private final CheckDesk checks;
  private final Recent decided;
  private final Consumer<Outcome> out;

  CommandDesk(
      Books books,
      SubmissionDesk submissions,
      CheckDesk checks,
      Recent decided,
      Consumer<Outcome> out) {
    this.books = books;
    this.submissions = submissions;
    this.checks = checks;
    this.decided = decided;
    this.out = out;
  }

  /** One whose record's key is not its account, so that the account may be elsewhere. */
  void misplaced(AccountCommand command) {
    answer(
        AccountAnswer.refused(
            command,
            AccountAnswer.WRONG_RECORD_KEY,
            "the record's key is not the account that the command names; send it with that key"));
  }

  void run(AccountCommand command, Instant now) {
    switch (command) {
      case AccountCommand.Resubmit again ->
          submissions.decide(again.submission(), again.freed(), now);
      case AccountCommand.CheckContacts check -> checks.decide(check, now);
      case AccountCommand.Settle settle -> {
        // remembered by its reservation, as long as that takes
        books.settle(settle.account(), settle.nonce(), settle.charged(), now);
        answer(AccountAnswer.done(settle));
      }
      case AccountCommand.Add _,
          AccountCommand.AddKey _,
          AccountCommand.RevokeKey _,
          AccountCommand.Credit _,
          AccountCommand.Limit _ ->
          once(command, now);
    }
  }

  private void once(AccountCommand command, Instant now) {
    Kept.Decided before = decided.find(command.account(), command.nonce());
    if (before != null) {
      answer(
          new AccountAnswer(
              AccountAnswer.VERSION,
              before.account(),
              before.nonce(),
              before.code(),
              before.message()));
      return;
    }
    AccountAnswer answer = answerTo(command, now);
    if (answer.code() == null || answer.message() == null) {
      decided.remember(command.account(), command.nonce(), Kept.Decision.DONE);
    } else if (Account.isName(command.account())) {
      decided.rememberRefused(command.account(), command.nonce(), answer.code(), answer.message());
    }
    answer(answer);
  }

  private AccountAnswer answerTo(AccountCommand command, Instant now) {
    Account account = books.account(command.account());
    if (command instanceof AccountCommand.Add add) {
      return add(add, account, now);
    }
    if (account == null) {
      return AccountAnswer.refused(
          command,
          AccountAnswer.UNKNOWN_ACCOUNT,
          "there is no account '" + command.account() + "'; add it first");
    }
    return switch (command) {
      case AccountCommand.AddKey add -> addKey(add, account, now);
      case AccountCommand.RevokeKey revoke -> revokeKey(revoke, account, now);
      case AccountCommand.Credit credit -> credit(credit, account, now);
      case AccountCommand.Limit limit -> {
        books.put(changed(account, account.keys(), limit.limits(), now));
        yield AccountAnswer.done(limit);
      }
      case AccountCommand.Add _,
          AccountCommand.Settle _,
          AccountCommand.Resubmit _,
          AccountCommand.CheckContacts _ ->
          throw new IllegalStateException("done before: " + command);
    };
  }

  private AccountAnswer add(AccountCommand.Add add, @Nullable Account existing, Instant now) {
    if (existing != null) {
      return AccountAnswer.refused(
          add,
          AccountAnswer.ACCOUNT_EXISTS,
          "there is an account '" + add.account() + "' already; choose another name");
    }
    if (add.credits() > Account.MOST_CREDITS) {
      return tooMany(add);
    }
    Account account =
        new Account(
            Account.VERSION,
            add.account(),
            add.unmetered(),
            List.of(),
            AccountLimits.NONE,
            0,
            0,
            0,
            now,
            now);
    books.put(
        add.credits() == 0
            ? account
            : books.book(account, LedgerEntry.Kind.CREDITED, add.credits(), 0, null, null, now));
    return AccountAnswer.done(add);
  }

  private AccountAnswer addKey(AccountCommand.AddKey add, Account account, Instant now) {
    String id = add.key().id();
    if (account.keys().stream().anyMatch(key -> key.id().equals(id))) {
      return AccountAnswer.refused(
          add,
          AccountAnswer.KEY_EXISTS,
          "the account has a key '" + id + "' already; make another");
    }
    List<AccountKey> keys = new ArrayList<>(account.keys());
    keys.add(add.key());
    books.put(changed(account, keys, account.limits(), now));
    return AccountAnswer.done(add);
  }

  private AccountAnswer revokeKey(AccountCommand.RevokeKey revoke, Account account, Instant now) {
    List<AccountKey> keys = new ArrayList<>(account.keys());
    if (!keys.removeIf(key -> key.id().equals(revoke.keyId()))) {
      return AccountAnswer.refused(
          revoke,
          AccountAnswer.UNKNOWN_KEY,
          "the account has no key '" + revoke.keyId() + "'; it may have been revoked before");
    }
    books.put(changed(account, keys, account.limits(), now));
    return AccountAnswer.done(revoke);
  }

  private AccountAnswer credit(AccountCommand.Credit credit, Account account, Instant now) {
    long credits = credit.credits();
    // the balance is not negative, so that neither side overflows
    if (credits < -account.balance()) {
      return AccountAnswer.refused(
          credit,
          AccountAnswer.INSUFFICIENT_CREDITS,
          "the account's balance is "
              + account.balance()
              + "; no more than that can be taken away");
    }
    if (credits > Account.MOST_CREDITS - account.balance() - account.reserved()) {
      return tooMany(credit);
    }
    if (credits != 0) {
      books.put(
          books.book(account, LedgerEntry.Kind.CREDITED, credits, 0, null, credit.note(), now));
    }
    return AccountAnswer.done(credit);
  }

  private static AccountAnswer tooMany(AccountCommand command) {
    return AccountAnswer.refused(
        command,
        AccountAnswer.TOO_MANY_CREDITS,
        "an account may hold " + Account.MOST_CREDITS + " credits at most; add fewer");
  }

  private static Account changed(
      Account account, List<AccountKey> keys, AccountLimits limits, Instant now) {
    return new Account(
        Account.VERSION,
        account.name(),
        account.unmetered(),
        keys,
        limits,
        account.balance(),
        account.reserved(),
        account.ledgerSequence(),
        account.createdAt(),
        now);
  }

  private void answer(AccountAnswer answer) {
    out.accept(new Outcome.Answered(answer));
  }
}
