package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of an account's credits. Each entry carries what balance and reserved were after it,
 * so that any run of entries explains itself.
 *
 * @param v version of this record's form
 * @param account whose
 * @param sequence counted from 1 in each account, without gaps
 * @param kind of movement
 * @param balanceChange credits added to the balance; negative when taken from it
 * @param reservedChange credits added to the reserved ones; negative when taken from them
 * @param balance free credits after it
 * @param reserved reserved credits after it
 * @param job for which; null when it is for none
 * @param note for people; null when there is none
 * @param at when it was booked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
    int v,
    String account,
    long sequence,
    Kind kind,
    long balanceChange,
    long reservedChange,
    long balance,
    long reserved,
    @Nullable JobId job,
    @Nullable String note,
    Instant at) {
  public static final int VERSION = 1;

  /** Why credits move. */
  public enum Kind {
    /** Credits bought or granted: from outside to the balance. */
    CREDITED,
    /** A list was admitted: from the balance to the reserved ones, one for each chargeable row. */
    RESERVED,
    /** A job has ended: what its rows cost leaves the reserved ones. */
    CHARGED,
    /** A job has ended: what was reserved and not charged goes back to the balance. */
    REFUNDED;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /**
   * @throws IllegalArgumentException when the version is unknown, something is missing or negative
   */
  public LedgerEntry {
    Component.knownVersion(v, VERSION);
    Component.required(account, "account");
    Component.notNegative(sequence, "sequence");
    Component.required(kind, "kind");
    Component.notNegative(balance, "balance");
    Component.notNegative(reserved, "reserved");
    Component.required(at, "at");
  }

  /** Key on the topic. */
  public String key() {
    return account + "/" + sequence;
  }
}
