package io.winnow.kit.http;

/** The server cannot have its port; the message says which, why, and what to do, in one line. */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
