package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done to an account. All commands to an account are in one partition of {@link
 * Topics#ACCOUNT_COMMANDS}, in order, and each is answered by an {@link AccountAnswer} with its
 * nonce. A command that comes twice (same nonce) is done once. The constructors throw
 * IllegalArgumentException when the version is unknown or something is missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AccountCommand.Add.class, name = "add"),
  @JsonSubTypes.Type(value = AccountCommand.AddKey.class, name = "add_key"),
  @JsonSubTypes.Type(value = AccountCommand.RevokeKey.class, name = "revoke_key"),
  @JsonSubTypes.Type(value = AccountCommand.Credit.class, name = "credit"),
  @JsonSubTypes.Type(value = AccountCommand.Limit.class, name = "limit"),
  @JsonSubTypes.Type(value = AccountCommand.Settle.class, name = "settle"),
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
   * A job has ended, and what it reserved is booked. Sent by the accounting topology; once per job,
   * with the job's id for a nonce.
   *
   * @param job which
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
}
