package io.winnow.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real disk that fills up, or breaks, when a test says so; and that tells what was forced. */
public final class FlakyDisk implements Disk {
  private final FileDisk real = new FileDisk();

  /** What every write throws with, once the room is used up. */
  public String message = "No space left on device";

  /** Bytes that can still be written. */
  public long room = Long.MAX_VALUE;

  /** What the disk says is free; independent of the room. */
  public long usable = Long.MAX_VALUE;

  /** Names of the files that were forced, in order. */
  public final List<String> forced = new ArrayList<>();

  @Override
  public Output create(Path file) throws IOException {
    Output output = real.create(file);
    return new Output() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > room) {
          throw new IOException(message);
        }
        room -= length;
        usable -= length;
        output.write(bytes, offset, length);
      }

      @Override
      public void force() throws IOException {
        output.force();
        forced.add(String.valueOf(file.getFileName()));
      }

      @Override
      public void close() throws IOException {
        output.close();
      }
    };
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    real.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) {
    return usable;
  }
}
