package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of an account as it is stored: nobody can make the key of it.
 *
 * @param id the key's public part, by which it is found; unique over all accounts
 * @param salt random, base64
 * @param hash SHA-256 of the salt and the whole key, base64
 * @param label what people call it; null when nobody said
 * @param createdAt when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountKey(
    String id, String salt, String hash, @Nullable String label, Instant createdAt) {
  /**
   * @throws IllegalArgumentException when something is missing
   */
  public AccountKey {
    Component.required(id, "id");
    Component.required(salt, "salt");
    Component.required(hash, "hash");
    Component.required(createdAt, "createdAt");
  }

  /** Without salt and hash, for logs. */
  @Override
  public String toString() {
    return "AccountKey[" + id + "]";
  }
}
