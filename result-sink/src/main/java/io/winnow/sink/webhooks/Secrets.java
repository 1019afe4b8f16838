package io.winnow.sink.webhooks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The accounts' signing secrets. They are not kept anywhere: each is made of the operator's one and
 * the account's name, so that all sinks know them, and nobody can tell one from another.
 */
final class Secrets {
  private static final String PREFIX = "whsec_";
  private static final String PURPOSE = "winnow-webhook-v1:";

  private final List<String> masters;

  /**
   * @param master the operator's
   * @param previous the one before it; empty for none
   */
  Secrets(String master, String previous) {
    if (master.isEmpty()) {
      throw new IllegalArgumentException("there is no secret to make others of");
    }
    this.masters = Stream.of(master, previous).filter(secret -> !secret.isEmpty()).toList();
  }

  /** Those with which an account's webhooks are signed, the one that stays first. */
  List<String> of(String account) {
    return masters.stream().map(master -> derived(master, account)).toList();
  }

  private static String derived(String master, String account) {
    byte[] secret = Signature.hmac(master, (PURPOSE + account).getBytes(StandardCharsets.UTF_8));
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
