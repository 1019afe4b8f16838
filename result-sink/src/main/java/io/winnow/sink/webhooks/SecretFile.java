package io.winnow.sink.webhooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that is drawn when nobody has set one, beside the results, which all sinks share. */
final class SecretFile {
  private static final String NAME = "webhook.secret";
  private static final int BYTES = 32;

  private SecretFile() {}

  /**
   * The directory's secret, drawn if there is none.
   *
   * @throws IOException when it can be neither read nor written, or is empty
   */
  static String in(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      draw(directory, file);
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw new IOException(file + " is empty; remove it, and another secret is drawn");
    }
    return secret;
  }

  /** Whole or not at all; of several sinks the first one draws it. */
  private static void draw(Path directory, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path draft = temporary(directory);
    try {
      Files.write(
          draft,
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(random)
              .getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another sink was faster, and its secret is everybody's
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path temporary(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? Files.createTempFile(
            directory,
            NAME,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(directory, NAME, ".tmp");
  }
}
