package io.winnow.contracts.json;

import java.io.IOException;

/**
 * Said by {@link PlainReader} of bytes that another must read. Without a stack: it may be often.
 */
final class NotPlain extends IOException {
  private static final long serialVersionUID = 1;

  NotPlain() {
    super("not in the form in which Winnow writes");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
