package io.winnow.gateway.spool;

import io.winnow.kit.files.PrivateFiles;
import io.winnow.kit.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Keeps two processes from loading the same lists. The locked file also holds the gateway's name,
 * so that the name goes where the lists go.
 */
final class SpoolLock implements AutoCloseable {
  private static final String FILE = "gateway";
  private static final int LONGEST_ID = 64;

  private final Path file;
  private final FileChannel channel;

  private SpoolLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static SpoolLock take(Path root) {
    Path file = root.resolve(FILE);
    try {
      PrivateFiles.createDirectories(root);
      FileChannel channel =
          PrivateFiles.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean locked = false;
      try {
        locked = channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        throw inUse(root, e);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      if (!locked) {
        throw inUse(root, new IOException("locked by another process"));
      }
      return new SpoolLock(file, channel);
    } catch (IOException e) {
      throw failure(
          "winnow.spool.directory: '"
              + root
              + "' cannot be used ("
              + e
              + "); give a directory that this process may write to",
          e);
    }
  }

  private static SettingsException inUse(Path root, Exception cause) {
    return failure(
        "winnow.spool.directory: '"
            + root
            + "' is in use by another gateway; give each gateway its own",
        cause);
  }

  private static SettingsException failure(String message, Exception cause) {
    SettingsException failure = new SettingsException(message);
    failure.initCause(cause);
    return failure;
  }

  /**
   * @throws UncheckedIOException when the disk fails
   */
  synchronized String gatewayId() {
    try {
      ByteBuffer content = ByteBuffer.allocate(LONGEST_ID);
      channel.read(content, 0);
      String id =
          new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
      if (!id.isEmpty()) {
        return id;
      }
      id = UUID.randomUUID().toString();
      channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("spool " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("spool " + file + ": " + e.getMessage(), e);
    }
  }
}
