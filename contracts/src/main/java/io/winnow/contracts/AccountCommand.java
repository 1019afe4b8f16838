package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done to an account. All commands to an account are in one partition of {@link
 * Topics#ACCOUNT_COMMANDS}, in order, and each but the last two kinds is answered by an {@link
 * AccountAnswer} with its nonce. A command that comes twice (same nonce) is done once. The
 * constructors throw IllegalArgumentException when the version is unknown or something is missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AccountCommand.Add.class, name = "add"),
  @JsonSubTypes.Type(value = AccountCommand.AddKey.class, name = "add_key"),
  @JsonSubTypes.Type(value = AccountCommand.RevokeKey.class, name = "revoke_key"),
  @JsonSubTypes.Type(value = AccountCommand.Credit.class, name = "credit"),
  @JsonSubTypes.Type(value = AccountCommand.Limit.class, name = "limit"),
  @JsonSubTypes.Type(value = AccountCommand.Settle.class, name = "settle"),
  @JsonSubTypes.Type(value = AccountCommand.Resubmit.class, name = "resubmit"),
  @JsonSubTypes.Type(value = AccountCommand.CheckContacts.class, name = "check_contacts"),
})
public sealed interface AccountCommand {
  int VERSION = 1;

  /** Version of the command's form. */
  int v();

  /** The account's name. */
  String account();

  /** Unique to the command. */
  String nonce();

  /** By the clock of who sent it. */
  Instant at();

  /**
   * Adds an account.
   *
   * @param unmetered whether it needs no credits
   * @param credits to begin with, not negative
   */
  record Add(int v, String account, String nonce, Instant at, boolean unmetered, long credits)
      implements AccountCommand {
    public Add {
      Component.knownVersion(v, VERSION);
      Account.requireName(Component.required(account, "account"));
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.notNegative(credits, "credits");
    }
  }

  /** Adds a key to an account. */
  record AddKey(int v, String account, String nonce, Instant at, AccountKey key)
      implements AccountCommand {
    public AddKey {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(key, "key");
    }
  }

  /**
   * Makes a key good for nothing.
   *
   * @param keyId its public part
   */
  record RevokeKey(int v, String account, String nonce, Instant at, String keyId)
      implements AccountCommand {
    public RevokeKey {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(keyId, "keyId");
    }
  }

  /**
   * Adds credits to the balance, or takes free ones away.
   *
   * @param credits how many; negative to take away
   * @param note for people; null when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Credit(
      int v, String account, String nonce, Instant at, long credits, @Nullable String note)
      implements AccountCommand {
    public Credit {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
    }
  }

  /** Sets the account's own limits. */
  record Limit(int v, String account, String nonce, Instant at, AccountLimits limits)
      implements AccountCommand {
    public Limit {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(limits, "limits");
    }
  }

  /**
   * A job has ended, or was not made after all, and what its submission reserved is booked. Sent by
   * the accounting topology alone. Its nonce is the submission's, which names the reservation; a
   * reservation is settled once, and when there is none nothing is done.
   *
   * @param job which the submission was to become; {@link JobId#NONE} when contacts were checked
   * @param charged credits that its rows cost, at most what it reserved; the rest is refunded
   */
  record Settle(int v, String account, String nonce, Instant at, JobId job, long charged)
      implements AccountCommand {
    public Settle {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(job, "job");
      Component.notNegative(charged, "charged");
    }
  }

  /**
   * A submission is to be decided anew: its idempotency key was held by another one, of which no
   * job was made, or one that its gateway gave up. Sent by the accounting topology alone; answered
   * on {@link Topics#JOB_EVENTS}, as submissions are. Its nonce is the submission's.
   *
   * @param submission as it was submitted
   * @param freed nonce of the submission that holds the key no more
   */
  record Resubmit(
      int v, String account, String nonce, Instant at, Submission submission, String freed)
      implements AccountCommand {
    public Resubmit {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(submission, "submission");
      Component.required(freed, "freed");
    }
  }

  /**
   * Addresses of contacts are to be verified, as far as the account's credits go. Sent by the
   * directory alone. Those that are paid for go to {@link Topics#ADDRESSES}, the others back at
   * once, to {@link Topics#CONTACT_VERDICTS}. The nonce names the reservation, and the batch of the
   * {@linkplain ContactCheck checks}.
   *
   * @param level how far to verify
   * @param addresses in the order in which they are paid for
   */
  record CheckContacts(
      int v, String account, String nonce, Instant at, Level level, List<ContactAddress> addresses)
      implements AccountCommand {
    public CheckContacts {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(level, "level");
      addresses = List.copyOf(Component.required(addresses, "addresses"));
    }
  }

  /**
   * A contact's address.
   *
   * @param contact the contact's id
   * @param round of the verification
   */
  record ContactAddress(long contact, long round, String email) {
    public ContactAddress {
      Component.required(email, "email");
    }
  }
}
