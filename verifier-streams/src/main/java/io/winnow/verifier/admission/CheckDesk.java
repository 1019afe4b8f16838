package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountCommand.ContactAddress;
import io.winnow.contracts.ContactCheck;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.JobId;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/** Decides which addresses of contacts an account can pay for. Of one stream thread. */
final class CheckDesk {
  private final Set<String> open;
  private final Books books;
  private final Consumer<Outcome> out;

  CheckDesk(Set<String> open, Books books, Consumer<Outcome> out) {
    this.open = open;
    this.books = books;
    this.out = out;
  }

  void decide(AccountCommand.CheckContacts check, Instant now) {
    String name = check.account();
    Account account = books.account(name);
    boolean free = open.contains(name) || (account != null && account.unmetered());
    long paid = check.addresses().size();
    if (!free) {
      paid = account == null ? 0 : Math.min(paid, account.balance());
      if (account != null && paid > 0) {
        books.reserve(account, check.nonce(), JobId.NONE, paid, now);
      }
    }
    for (ContactAddress address : check.addresses()) {
      ContactCheck one = new ContactCheck(address.contact(), name, address.round(), check.nonce());
      out.accept(
          paid-- > 0
              ? new Outcome.Paid(one.row(address.email(), check.level()))
              : new Outcome.NotPaid(ContactVerdict.notPaid(one)));
    }
  }
}
