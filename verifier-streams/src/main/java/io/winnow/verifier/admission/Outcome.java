package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.LedgerEntry;

/** What comes of a request, for one topic each. */
sealed interface Outcome {
  /** Key of the record that tells of it. */
  String key();

  /** For the writer of the job. */
  record PassedOn(Passed passed) implements Outcome {
    @Override
    public String key() {
      return passed.job().toString();
    }
  }

  /** For {@code winnow.job-events}. */
  record Refused(JobEvent event) implements Outcome {
    @Override
    public String key() {
      return event.job().toString();
    }
  }

  /** For {@code winnow.accounts}. */
  record State(Account account) implements Outcome {
    @Override
    public String key() {
      return account.name();
    }
  }

  /** For {@code winnow.ledger}. */
  record Booked(LedgerEntry entry) implements Outcome {
    @Override
    public String key() {
      return entry.key();
    }
  }

  /** For {@code winnow.account-answers}. */
  record Answered(AccountAnswer answer) implements Outcome {
    @Override
    public String key() {
      return answer.account();
    }
  }

  /** For {@code winnow.addresses}: a contact's address that is paid for. */
  record Paid(AddressSubmitted row) implements Outcome {
    @Override
    public String key() {
      return row.address();
    }
  }

  /** For {@code winnow.contact-verdicts}: a contact's address that is not paid for. */
  record NotPaid(ContactVerdict verdict) implements Outcome {
    @Override
    public String key() {
      return verdict.account();
    }
  }
}
