package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.JobId;
import io.winnow.contracts.LedgerEntry;
import io.winnow.errands.CommitStore;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their reservations: what moves credits goes through {@link #book}, which makes an
 * entry in the ledger for it. Of one stream thread.
 */
final class Books {
  /** Note of entries for contacts, which belong to no job. */
  private static final String CONTACTS = "contacts";

  private final CommitStore<String, Kept> store;
  private final Consumer<Outcome> out;

  Books(CommitStore<String, Kept> store, Consumer<Outcome> out) {
    this.store = store;
    this.out = out;
  }

  /** The account; null when there is none. */
  @Nullable Account account(String name) {
    return store.get("account/" + name) instanceof Kept.Holder holder ? holder.account() : null;
  }

  /** Keeps the account and tells how it stands. */
  void put(Account account) {
    store.put("account/" + account.name(), new Kept.Holder(account));
    out.accept(new Outcome.State(account));
  }

  /**
   * A movement of credits, with its entry in the ledger. The account is still to be {@link #put}.
   *
   * @throws IllegalArgumentException when there would be less than nothing
   */
  Account book(
      Account account,
      LedgerEntry.Kind kind,
      long balanceChange,
      long reservedChange,
      @Nullable JobId job,
      @Nullable String note,
      Instant now) {
    long sequence = account.ledgerSequence() + 1;
    Account after =
        new Account(
            Account.VERSION,
            account.name(),
            account.unmetered(),
            account.keys(),
            account.limits(),
            Math.addExact(account.balance(), balanceChange),
            Math.addExact(account.reserved(), reservedChange),
            sequence,
            account.createdAt(),
            now);
    out.accept(
        new Outcome.Booked(
            new LedgerEntry(
                LedgerEntry.VERSION,
                account.name(),
                sequence,
                kind,
                balanceChange,
                reservedChange,
                after.balance(),
                after.reserved(),
                JobId.NONE.equals(job) ? null : job,
                JobId.NONE.equals(job) ? CONTACTS : note,
                now)));
    return after;
  }

  /** What is held for a submission; null when nothing is. */
  Kept.@Nullable Reservation reservation(String account, String nonce) {
    return store.get(place(account, nonce)) instanceof Kept.Reservation reservation
        ? reservation
        : null;
  }

  /**
   * Holds credits for a submission.
   *
   * @param credits more than 0, at most the balance
   */
  void reserve(Account account, String nonce, JobId job, long credits, Instant now) {
    store.put(place(account.name(), nonce), new Kept.Reservation(job, credits));
    put(book(account, LedgerEntry.Kind.RESERVED, -credits, credits, job, null, now));
  }

  /**
   * Books what was held for a submission, once: later ones find nothing held.
   *
   * @param charged what it costs; of what is held beyond that, the account has it again
   */
  void settle(String name, String nonce, long charged, Instant now) {
    Account account = account(name);
    Kept.Reservation held = reservation(name, nonce);
    if (held == null) {
      return;
    }
    store.delete(place(name, nonce));
    if (account == null) {
      return;
    }
    long cost = Math.min(charged, held.credits());
    long rest = held.credits() - cost;
    if (cost > 0) {
      account = book(account, LedgerEntry.Kind.CHARGED, 0, -cost, held.job(), null, now);
    }
    if (rest > 0) {
      account = book(account, LedgerEntry.Kind.REFUNDED, rest, -rest, held.job(), null, now);
    }
    put(account);
  }

  private static String place(String account, String nonce) {
    return "reservation/" + account + "/" + nonce;
  }
}
