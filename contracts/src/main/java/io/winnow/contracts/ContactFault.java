package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a {@link ContactWrite} was not done. */
public enum ContactFault {
  /** What is to be the address breaks a rule of syntax, is empty or too long. */
  INVALID_EMAIL,
  /** Another contact of the account has the address. */
  EMAIL_TAKEN,
  /** Another contact of the account is called so by another system. */
  FID_TAKEN,
  /** The account has no such contact. */
  NOT_FOUND,
  /** The account has no such contact, and one cannot be made without an address. */
  NO_EMAIL,
  /** The contact would have more fields, or longer ones, than a contact may have. */
  TOO_LARGE;

  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
