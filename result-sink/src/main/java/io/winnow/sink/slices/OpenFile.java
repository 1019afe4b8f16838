package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** State of one open file, of which {@link OpenFiles} takes care. */
final class OpenFile {
  final SliceId slice;
  final Path path;

  /** Whether the file is there, so that missing it is an error. */
  boolean exists;

  /** Bytes of whole frames that the operating system has. */
  long written;

  /** Bytes of whole frames that outlive a loss of power; at most {@link #written}. */
  long forced;

  /** Null unless there are frames that are not written yet. */
  @Nullable ByteBuffer buffer;

  OpenFile(SliceId slice, Path path, long length) {
    this.slice = slice;
    this.path = path;
    this.exists = length > 0;
    this.written = length;
    this.forced = length;
  }
}
