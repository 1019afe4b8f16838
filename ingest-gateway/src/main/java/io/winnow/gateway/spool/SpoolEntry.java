package io.winnow.gateway.spool;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.duplicates.DuplicateFiles;
import io.winnow.gateway.format.ListIntake;
import io.winnow.gateway.list.CheckedList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list on disk: a directory with the {@code list} as it came or was unpacked, {@link
 * DuplicateFiles} when it has duplicates that are to be told, {@code submission.json} before any
 * topic hears of it, and {@code accepted} before the client does. Used by one thread at a time.
 */
public final class SpoolEntry {
  static final String LIST = ListIntake.LIST;
  static final String SUBMISSION = "submission.json";
  static final String ACCEPTED = "accepted";

  private final Spool spool;
  private final JobId firstId;
  private final CheckedList checked;
  private final long bytes;
  private Path directory;
  private @Nullable Submission submission;

  SpoolEntry(
      Spool spool,
      JobId firstId,
      Path directory,
      CheckedList checked,
      long bytes,
      @Nullable Submission submission) {
    this.spool = spool;
    this.firstId = firstId;
    this.directory = directory;
    this.checked = checked;
    this.bytes = bytes;
    this.submission = submission;
  }

  /** The id that was drawn when the list arrived. */
  public JobId firstId() {
    return firstId;
  }

  /** How to read the list. */
  public CheckedList checked() {
    return checked;
  }

  /** Size of the list. */
  public long bytes() {
    return bytes;
  }

  /** The file with its rows. */
  public Path list() {
    return directory.resolve(LIST);
  }

  /** Where the list is, and what belongs to it. */
  public Path directory() {
    return directory;
  }

  /**
   * How many rows are duplicates of others, as far as anybody wanted to know.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public long duplicates() {
    return spool.attempt(directory, () -> DuplicateFiles.count(directory));
  }

  /**
   * The chargeable rows: those that have an address and are no duplicates.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public long chargeable() {
    return checked.rows() - checked.empty() - duplicates();
  }

  /** What was last recorded; empty before that. */
  public Optional<Submission> submission() {
    return Optional.ofNullable(submission);
  }

  /** Whether the client may have been told that the list is a job. */
  public boolean accepted() {
    return Files.exists(directory.resolve(ACCEPTED));
  }

  /**
   * Keeps on disk what is about to be submitted, so that a crash does not forget it.
   *
   * @throws io.winnow.gateway.list.ListRefused when the disk is full
   * @throws UncheckedIOException when it fails otherwise
   */
  public void record(Submission next) {
    spool.attempt(
        directory,
        () -> {
          byte[] json =
              Json.MAPPER.writeValueAsBytes(
                  new SpooledSubmission(SpooledSubmission.VERSION, checked, next));
          Path draft = directory.resolve(SUBMISSION + ".draft");
          Files.deleteIfExists(draft);
          spool.write(draft, json);
          Files.move(
              draft,
              directory.resolve(SUBMISSION),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          spool.disk().forceDirectory(directory);
        });
    submission = next;
    moveTo(next.job());
  }

  /** The directory is named for the job, for people who look; what counts is in the file. */
  private void moveTo(JobId job) {
    Path target = spool.directoryOf(job);
    if (!target.equals(directory)) {
      spool.attempt(directory, () -> Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE));
      directory = target;
    }
  }

  /**
   * Marks that the list is a job, for good: from here on it is loaded whatever happens.
   *
   * @throws io.winnow.gateway.list.ListRefused when the disk is full
   * @throws UncheckedIOException when it fails otherwise
   */
  public void accept() {
    spool.attempt(
        directory,
        () -> {
          spool.write(directory.resolve(ACCEPTED), new byte[0]);
          spool.disk().forceDirectory(directory);
        });
  }

  /**
   * Gives up the list, but not what was submitted: an answer may still come, and has to be met.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public void abandon() {
    spool.attempt(
        directory,
        () -> {
          Files.deleteIfExists(list());
          for (String name : DuplicateFiles.NAMES) {
            Files.deleteIfExists(directory.resolve(name));
          }
        });
  }

  /**
   * Removes all of it. A crash in between leaves nothing that could be taken for a list.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public void remove() {
    spool.attempt(directory, () -> spool.remove(directory));
  }

  static SpooledSubmission read(Path directory) throws IOException {
    return Json.MAPPER.readValue(
        Files.readAllBytes(directory.resolve(SUBMISSION)), SpooledSubmission.class);
  }
}
