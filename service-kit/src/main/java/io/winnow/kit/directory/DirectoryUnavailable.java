package io.winnow.kit.directory;

import org.jspecify.annotations.Nullable;

/**
 * Nobody has answered in time: what was asked may be done later, or not. Or it was asked wrongly,
 * which is a mistake of ours.
 */
public final class DirectoryUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DirectoryUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
