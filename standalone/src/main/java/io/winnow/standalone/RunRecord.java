package io.winnow.standalone;

import com.fasterxml.jackson.core.JacksonException;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a data directory is verifying for the command line, so that the same command can take it up
 * again.
 *
 * @param list the file's name, for people
 * @param sha256 of its bytes
 * @param column as on the command line; null when it was left out
 * @param charset as on the command line; null when it was left out
 * @param sheet as on the command line; null when it was left out
 * @param level how far to verify
 * @param dedupe which rows are taken for the same; null for none
 * @param lab whether in the simulated world
 * @param job that was made of it, or was about to be
 * @param sure whether it was made of it for certain; null for yes
 */
public record RunRecord(
    String list,
    String sha256,
    @Nullable String column,
    @Nullable String charset,
    @Nullable String sheet,
    Level level,
    @Nullable Dedupe dedupe,
    boolean lab,
    JobId job,
    @Nullable Boolean sure) {
  private static final String FILE = "verify-run.json";

  /** Whether this is the same run, whatever became of its job. */
  public boolean sameRequest(RunRecord other) {
    return sha256.equals(other.sha256)
        && Objects.equals(column, other.column)
        && Objects.equals(charset, other.charset)
        && Objects.equals(sheet, other.sheet)
        && level == other.level
        && asked(dedupe) == asked(other.dedupe)
        && lab == other.lab;
  }

  private static Dedupe asked(@Nullable Dedupe dedupe) {
    return dedupe == null ? Dedupe.OFF : dedupe;
  }

  /** The same, whose list is about to become that job. */
  public RunRecord asking(JobId next) {
    return new RunRecord(list, sha256, column, charset, sheet, level, dedupe, lab, next, false);
  }

  /** The same, whose list has become that job. */
  public RunRecord of(JobId made) {
    return new RunRecord(list, sha256, column, charset, sheet, level, dedupe, lab, made, true);
  }

  /** Whether the list may not have become the job. */
  public boolean unsure() {
    return Boolean.FALSE.equals(sure);
  }

  /**
   * The run that the directory holds.
   *
   * @throws IOException when it cannot be read
   */
  public static Optional<RunRecord> read(DataDirectory data) throws IOException {
    Path file = data.path().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), RunRecord.class));
    } catch (JacksonException e) {
      throw new IOException(file + " is damaged; remove it to begin anew", e);
    }
  }

  /** Notes the run in the directory, whole or not at all. */
  public void write(DataDirectory data) throws IOException {
    Path file = data.path().resolve(FILE);
    Path draft = data.path().resolve(FILE + ".new");
    Files.write(draft, Json.MAPPER.writeValueAsBytes(this));
    Forced.rename(draft, file);
  }

  /** Forgets the run: it is finished. */
  public static void clear(DataDirectory data) throws IOException {
    Files.deleteIfExists(data.path().resolve(FILE));
  }

  /** SHA-256 of a stream's bytes, in hexadecimal digits. */
  public static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
