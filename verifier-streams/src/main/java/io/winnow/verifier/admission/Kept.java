package io.winnow.verifier.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.winnow.contracts.Account;
import io.winnow.contracts.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What admission keeps in its store. All of an account is in one partition. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Kept.Holder.class, name = "account"),
  @JsonSubTypes.Type(value = Kept.Reservation.class, name = "reservation"),
  @JsonSubTypes.Type(value = Kept.Bound.class, name = "bound"),
  @JsonSubTypes.Type(value = Kept.Decided.class, name = "decided"),
})
sealed interface Kept {
  /** An account as it was last told, for ever. */
  record Holder(Account account) implements Kept {}

  /**
   * Credits held for a submission until it is settled.
   *
   * @param credits more than 0
   */
  record Reservation(JobId job, long credits) implements Kept {}

  /**
   * An idempotency key, until its time is over.
   *
   * @param job that was to be made
   * @param nonce of the submission that holds the key
   * @param at when that was passed on
   */
  record Bound(JobId job, String nonce, Instant at) implements Kept {}

  /**
   * What was said of a nonce, until many later ones have been decided.
   *
   * @param number counted in order
   * @param code when it was refused, else null
   * @param message when it was refused, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decided(
      long number,
      String account,
      String nonce,
      Decision decision,
      @Nullable String code,
      @Nullable String message)
      implements Kept {}

  /** What was decided. */
  enum Decision {
    /** The command was done, or the submission passed on. */
    DONE,
    /** It was refused for good. */
    REFUSED,
    /** The writer of another job was asked, and answers, or has it submitted anew. */
    ASKED
  }
}
