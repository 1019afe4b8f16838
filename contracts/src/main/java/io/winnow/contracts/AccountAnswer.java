package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of an {@link AccountCommand}.
 *
 * @param v version of this record's form
 * @param account the command's
 * @param nonce the command's
 * @param code stable, for programs, when it was refused; null when it was done
 * @param message for people, when it was refused: what was wrong and what to do; null when it was
 *     done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountAnswer(
    int v, String account, String nonce, @Nullable String code, @Nullable String message) {
  public static final int VERSION = 1;

  /** There is no account of that name. */
  public static final String UNKNOWN_ACCOUNT = "unknown_account";

  /** The name is taken. */
  public static final String ACCOUNT_EXISTS = "account_exists";

  /** The account has no key with that id. */
  public static final String UNKNOWN_KEY = "unknown_key";

  /** The balance does not hold the credits that are to be taken away. */
  public static final String INSUFFICIENT_CREDITS = "insufficient_credits";

  /** The account would hold more than {@link Account#MOST_CREDITS}. */
  public static final String TOO_MANY_CREDITS = "too_many_credits";

  /** The account has another key with that id. */
  public static final String KEY_EXISTS = "key_exists";

  /** The key of the command's record is not its account, so that it may be in a wrong partition. */
  public static final String WRONG_RECORD_KEY = "wrong_record_key";

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public AccountAnswer {
    Component.knownVersion(v, VERSION);
    Component.required(account, "account");
    Component.required(nonce, "nonce");
  }

  /** The command was done. */
  public static AccountAnswer done(AccountCommand command) {
    return new AccountAnswer(VERSION, command.account(), command.nonce(), null, null);
  }

  /** The command was not done. */
  public static AccountAnswer refused(AccountCommand command, String code, String message) {
    return new AccountAnswer(VERSION, command.account(), command.nonce(), code, message);
  }
}
