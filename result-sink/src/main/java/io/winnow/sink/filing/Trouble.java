package io.winnow.sink.filing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first failure of what a session has others do, until the session's thread learns of it. */
final class Trouble {
  private final AtomicReference<@Nullable IOException> first = new AtomicReference<>();

  /** May be told on any thread. */
  void tell(String failed, Exception cause) {
    first.compareAndSet(null, new IOException(failed + ": " + cause.getMessage(), cause));
  }

  /**
   * @throws IOException when something has failed
   */
  void check() throws IOException {
    IOException failure = first.get();
    if (failure != null) {
      throw failure;
    }
  }
}
