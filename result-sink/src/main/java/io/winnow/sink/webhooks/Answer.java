package io.winnow.sink.webhooks;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of sending a letter. */
sealed interface Answer {
  /**
   * The receiver has answered.
   *
   * @param status of HTTP
   * @param retryAfter when it wants to be told again, from then; null when it did not say
   */
  record Received(int status, @Nullable Duration retryAfter) implements Answer {
    Received(int status) {
      this(status, null);
    }
  }

  /** Nobody has answered, or nothing that could be understood. */
  record Failed(Fault fault, String message) implements Answer {}

  /** It may not be sent there, and was not. */
  record Refused(Fault fault, String message) implements Answer {}

  /** What was wrong. Stable, for programs; documented in docs/webhooks.md. */
  enum Fault {
    /** The address is none of http or https, or has what it must not have. */
    INVALID_WEBHOOK,
    /** It is plain http, and the operator wants https. */
    HTTPS_REQUIRED,
    /** It leads to an address that is not on the public Internet. */
    PRIVATE_ADDRESS,
    /** Its name leads to no address. */
    NAME_NOT_RESOLVED,
    /** The connection was not accepted in time, or refused. */
    NOT_CONNECTED,
    /** The receiver's certificate is not good for its name, or TLS failed otherwise. */
    TLS_FAILED,
    /** No answer came in time. */
    TIMEOUT,
    /** The connection broke, or what came is not HTTP. */
    BROKEN_ANSWER,
    /** The receiver wants us elsewhere; nobody goes there. */
    REDIRECT,
    /** Winnow failed at it. */
    INTERNAL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
