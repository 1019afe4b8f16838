package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What names a contact of an account: one of the three, the others are null.
 *
 * @param id the directory's
 * @param email its address; case does not matter
 * @param fid what another system calls it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactKey(@Nullable Long id, @Nullable String email, @Nullable String fid) {

  /**
   * @throws IllegalArgumentException when it is not exactly one
   */
  public ContactKey {
    int given = (id == null ? 0 : 1) + (email == null ? 0 : 1) + (fid == null ? 0 : 1);
    if (given != 1) {
      throw new IllegalArgumentException(
          "a contact is named by one of 'id', 'email' and 'fid', not by " + given + " of them");
    }
  }

  public static ContactKey id(long id) {
    return new ContactKey(id, null, null);
  }

  public static ContactKey email(String email) {
    return new ContactKey(null, email, null);
  }

  public static ContactKey fid(String fid) {
    return new ContactKey(null, null, fid);
  }
}
