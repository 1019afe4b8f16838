package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link ContactWrite}.
 *
 * @param id of the contact that was written or removed, or that has what was to be unique; null
 *     when there is none
 * @param created whether it is a new contact
 * @param fault why it was not done; null when it was
 * @param contact as it stands now; null when it was not asked for, was removed, was not written, or
 *     there was no room for it in the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactResult(
    @Nullable Long id, boolean created, @Nullable ContactFault fault, @Nullable Contact contact) {

  /** It was not done. */
  public static ContactResult refused(ContactFault fault, @Nullable Long id) {
    return new ContactResult(id, false, fault, null);
  }
}
