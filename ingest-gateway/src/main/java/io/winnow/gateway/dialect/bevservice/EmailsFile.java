package io.winnow.gateway.dialect.bevservice;

import io.winnow.kit.dialect.DialectError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The addresses of a request, as a list with one column, on disk until all of the request has been
 * read and found good. Gone when it is closed. For one thread.
 */
final class EmailsFile implements AutoCloseable {
  /** The one column. */
  static final String COLUMN = "email";

  static final int MOST_EMAILS = 50_000;
  private static final int MOST_CHARACTERS = 1_000;

  private final Path file;
  private final OutputStream out;
  private int count;

  EmailsFile() throws IOException {
    file = Files.createTempFile("winnow-emails-", ".csv");
    out = new BufferedOutputStream(Files.newOutputStream(file), 32 << 10);
    line(COLUMN);
  }

  /**
   * Adds an address, whatever it is.
   *
   * @throws DialectError when it is one too many, or longer than anybody's
   */
  void add(String email) throws IOException {
    if (count == MOST_EMAILS) {
      throw DialectError.of(
          400, "The emails field should not have more than %d items.".formatted(MOST_EMAILS));
    }
    if (email.length() > MOST_CHARACTERS) {
      throw DialectError.of(
          400,
          "The emails.%d field should not be greater than %d characters."
              .formatted(count, MOST_CHARACTERS));
    }
    count++;
    line(email);
  }

  /** One row whatever is in it; a NUL would make the list no text. */
  private void line(String cell) throws IOException {
    String quoted = '"' + cell.replace("\"", "\"\"").replace('\0', '\uFFFD') + "\"\n";
    out.write(quoted.getBytes(StandardCharsets.UTF_8));
  }

  int count() {
    return count;
  }

  /** The list as CSV in UTF-8. Nothing may be added any more. */
  InputStream content() throws IOException {
    out.close();
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(file);
    }
  }
}
