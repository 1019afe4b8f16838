package io.winnow.kit.kafka;

import org.jspecify.annotations.Nullable;

/** The topics are not as they must be; the message says which, why, and what to do. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
