package io.winnow.contracts;

/**
 * By what a submission is known when it is sent again.
 *
 * @param key as the client chose it, 1 to 255 printable ASCII characters
 * @param digest of all that was asked and sent, lower-case hex
 */
public record Idempotency(String key, String digest) {
  /**
   * @throws IllegalArgumentException when something is missing
   */
  public Idempotency {
    Component.required(key, "key");
    Component.required(digest, "digest");
  }
}
