package io.winnow.gateway.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Files that one list needs while it is taken in. What is made here goes away with the list. */
public interface Scratch {
  /**
   * Opens a file that is not there yet. Whoever made the scratch closes it.
   *
   * @throws io.winnow.gateway.list.ListRefused when writing finds no room
   * @throws IOException when the disk fails
   */
  OutputStream create(String name) throws IOException;

  /** Where the file of that name is. */
  Path file(String name);

  /** Removes a file that is not needed any more; one that is not there is no trouble. */
  void remove(String name) throws IOException;
}
