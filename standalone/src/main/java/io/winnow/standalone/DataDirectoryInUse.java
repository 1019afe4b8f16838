package io.winnow.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process uses the data directory. */
public final class DataDirectoryInUse extends Exception {
  private static final long serialVersionUID = 1L;

  DataDirectoryInUse(Path path, @Nullable Throwable cause) {
    super(
        "data directory "
            + path
            + " is in use by another Winnow process; stop that one, or name another directory",
        cause);
  }
}
