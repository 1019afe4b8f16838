package io.winnow.standalone;

import com.fasterxml.jackson.core.JacksonException;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server's admin API is; kept in its data directory as long as it runs, for its user alone,
 * so that the command line finds it.
 *
 * @param url without a slash at the end
 * @param token that requests carry
 */
public record AdminAddress(String url, String token) {
  private static final String FILE = "admin.json";
  private static final int TOKEN_BYTES = 24;

  /** A token that nobody guesses. */
  public static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The server that uses the directory; empty when none does.
   *
   * @throws IOException when the file cannot be read
   */
  public static Optional<AdminAddress> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), AdminAddress.class));
    } catch (JacksonException e) {
      throw new IOException(file + " is damaged; restart the server", e);
    }
  }

  /** Notes it in the directory, readable by its owner alone. */
  public void write(DataDirectory data) throws IOException {
    Path draft = data.path().resolve(FILE + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, ownersAlone());
    Files.write(draft, Json.MAPPER.writeValueAsBytes(this));
    Forced.rename(draft, data.path().resolve(FILE));
  }

  private static FileAttribute<?>[] ownersAlone() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(
          Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
    };
  }

  /** The server has stopped. */
  public static void clear(DataDirectory data) throws IOException {
    Files.deleteIfExists(data.path().resolve(FILE));
  }

  /** Without the token, for logs. */
  @Override
  public String toString() {
    return "AdminAddress[" + url + "]";
  }
}
