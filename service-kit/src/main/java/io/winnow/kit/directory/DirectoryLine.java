package io.winnow.kit.directory;

import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;

/** The way to whoever keeps the directory. Safe for concurrent use. */
public interface DirectoryLine extends AutoCloseable {
  /**
   * Has something done; waits until it is done for good.
   *
   * @throws DirectoryUnavailable when nobody answers in time
   */
  DirectoryAnswer ask(DirectoryCommand command);

  @Override
  void close();
}
