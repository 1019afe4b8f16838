package io.winnow.gateway.spool;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobId;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Submission;
import io.winnow.gateway.duplicates.DuplicateSearch;
import io.winnow.gateway.format.ListIntake;
import io.winnow.gateway.format.ListPreview;
import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of lists that are on their way to the topic. One process has it at a time. Safe for
 * concurrent use; its entries are not.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String REMOVED = "removed-";
  private static final String JOB_NAME = "\\d{1,16}";

  private final Path root;
  private final long reserve;
  private final ListLimits limits;
  private final Disk disk;
  private final SpoolLock lock;

  private Spool(Path root, long reserve, ListLimits limits, Disk disk, SpoolLock lock) {
    this.root = root;
    this.reserve = reserve;
    this.limits = limits;
    this.disk = disk;
    this.lock = lock;
  }

  /**
   * Takes possession of a directory, which is made when it is not there. What an earlier process
   * was still receiving, or removing, is gone.
   *
   * @param reserve bytes to be left free on the disk
   * @throws io.winnow.kit.settings.SettingsException when it cannot be used, or another process has
   *     it
   */
  public static Spool open(Path root, long reserve, ListLimits limits, Disk disk) {
    Spool spool = new Spool(root, reserve, limits, disk, SpoolLock.take(root));
    try {
      spool.attempt(root, () -> spool.removeRemains());
      return spool;
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private void removeRemains() throws IOException {
    for (Path directory : children()) {
      String name = String.valueOf(directory.getFileName());
      boolean submitted = Files.exists(directory.resolve(SpoolEntry.SUBMISSION));
      if (name.startsWith(REMOVED) || (name.matches(JOB_NAME) && !submitted)) {
        LOG.info("removing {}, which was never submitted or is done with", directory);
        remove(directory);
      }
    }
  }

  /** A name for the gateway that stays with this directory, made when it is first asked for. */
  public String gatewayId() {
    return lock.gatewayId();
  }

  /**
   * Takes a list in. On any failure nothing of it stays.
   *
   * @param ids draws an id that names the list's directory
   * @throws ListRefused when the list is not good, breaks off, or finds no room
   * @throws UncheckedIOException when the disk fails otherwise
   */
  public SpoolEntry receive(Supplier<JobId> ids, InputStream upload, ListHints hints) {
    return receive(ids, upload, hints, Dedupe.OFF);
  }

  /**
   * The same, and finds out which rows are duplicates of others.
   *
   * @param dedupe which ones are
   */
  public SpoolEntry receive(
      Supplier<JobId> ids, InputStream upload, ListHints hints, Dedupe dedupe) {
    return receive(
        ids,
        (id, directory) -> {
          SpoolEntry entry = receive(id, directory, upload, hints);
          if (dedupe != Dedupe.OFF) {
            findDuplicates(entry, directory, dedupe);
          }
          return entry;
        });
  }

  private void findDuplicates(SpoolEntry entry, Path directory, Dedupe dedupe) throws IOException {
    new DuplicateSearch(limits, dedupe)
        .run(
            entry.list(),
            entry.checked(),
            name ->
                new ForcedStream(
                    disk.create(directory.resolve(name)), new FreeSpace(disk, root, reserve)));
    disk.forceDirectory(directory);
  }

  private SpoolEntry receive(Supplier<JobId> ids, Filling filling) {
    JobId id = attempt(root, () -> makeDirectory(ids));
    Path directory = directoryOf(id);
    try {
      return attempt(directory, () -> filling.fill(id, directory));
    } catch (RuntimeException e) {
      try {
        remove(directory);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * Takes in a list of one address, whatever it is: nothing is detected or refused.
   *
   * @param ids draws an id that names the list's directory
   * @param address not blank
   * @throws ListRefused when it finds no room
   * @throws UncheckedIOException when the disk fails otherwise
   */
  public SpoolEntry receive(Supplier<JobId> ids, String address) {
    return receive(ids, List.of(address));
  }

  /**
   * The same of several rows of one cell each, whatever they are.
   *
   * @param cells at least one, none of them blank
   */
  public SpoolEntry receive(Supplier<JobId> ids, List<String> cells) {
    StringBuilder lines = new StringBuilder();
    for (String cell : cells) {
      lines.append('"').append(cell.replace("\"", "\"\"")).append("\"\n");
    }
    byte[] list = lines.toString().getBytes(StandardCharsets.UTF_8);
    ListLayout layout = new ListLayout(List.of("email"), 0, ",", false);
    CheckedList checked =
        new CheckedList(ListFormat.CSV, StandardCharsets.UTF_8.name(), layout, cells.size(), 0);
    return receive(
        ids,
        (id, directory) -> {
          write(directory.resolve(SpoolEntry.LIST), list);
          disk.forceDirectory(directory);
          disk.forceDirectory(root);
          return new SpoolEntry(this, id, directory, checked, list.length, null);
        });
  }

  /** Fills the directory of a list. */
  @FunctionalInterface
  private interface Filling {
    SpoolEntry fill(JobId id, Path directory) throws IOException;
  }

  private JobId makeDirectory(Supplier<JobId> ids) throws IOException {
    new FreeSpace(disk, root, reserve).expect(0);
    while (true) {
      JobId id = ids.get();
      try {
        PrivateFiles.createDirectory(directoryOf(id));
        return id;
      } catch (FileAlreadyExistsException e) {
        LOG.info("{} is there already, drawing another job id", e.getFile());
      }
    }
  }

  private SpoolEntry receive(JobId id, Path directory, InputStream upload, ListHints hints)
      throws IOException {
    CheckedList checked = new ListIntake(limits).take(upload, hints, scratch(directory));
    disk.forceDirectory(directory);
    disk.forceDirectory(root);
    long bytes = Files.size(directory.resolve(SpoolEntry.LIST));
    return new SpoolEntry(this, id, directory, checked, bytes, null);
  }

  private SpoolScratch scratch(Path directory) {
    return new SpoolScratch(disk, directory, new FreeSpace(disk, root, reserve));
  }

  /**
   * Tells how a list would be understood. Nothing of it stays.
   *
   * @param ids draws an id that names a directory for what has to be on disk meanwhile
   * @param announcedBytes size of the upload as the client says; not positive when it does not
   * @throws ListRefused when what was read of the list is not good, breaks off, or finds no room
   * @throws UncheckedIOException when the disk fails otherwise
   */
  public ListPreview preview(
      Supplier<JobId> ids, InputStream upload, long announcedBytes, ListHints hints) {
    Path directory = directoryOf(attempt(root, () -> makeDirectory(ids)));
    try {
      return attempt(
          directory,
          () -> new ListIntake(limits).preview(upload, announcedBytes, hints, scratch(directory)));
    } finally {
      attempt(directory, () -> remove(directory));
    }
  }

  /**
   * What an earlier process has left: all entries that were, or may have been, submitted.
   *
   * @throws UncheckedIOException when the disk fails, or an entry cannot be read
   */
  public List<SpoolEntry> recover() {
    return attempt(
        root,
        () -> {
          List<SpoolEntry> entries = new ArrayList<>();
          for (Path directory : children()) {
            String name = String.valueOf(directory.getFileName());
            if (name.matches(JOB_NAME) && Files.exists(directory.resolve(SpoolEntry.SUBMISSION))) {
              entries.add(attempt(directory, () -> recover(directory)));
            }
          }
          return entries;
        });
  }

  private SpoolEntry recover(Path directory) throws IOException {
    SpooledSubmission spooled = SpoolEntry.read(directory);
    Path list = directory.resolve(SpoolEntry.LIST);
    long bytes = Files.exists(list) ? Files.size(list) : 0;
    Submission submission = spooled.submission();
    return new SpoolEntry(this, submission.job(), directory, spooled.list(), bytes, submission);
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Override
  public void close() {
    lock.close();
  }

  Disk disk() {
    return disk;
  }

  Path directoryOf(JobId job) {
    return root.resolve(job.toString());
  }

  void write(Path file, byte[] content) throws IOException {
    try (Disk.Output output = disk.create(file)) {
      output.write(content, 0, content.length);
      output.force();
    }
  }

  void remove(Path directory) throws IOException {
    Path doomed = directory;
    String name = String.valueOf(directory.getFileName());
    if (!name.startsWith(REMOVED)) {
      doomed = directory.resolveSibling(REMOVED + name);
      Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
    }
    try (Stream<Path> files = Files.walk(doomed)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Work on files that says what it was about when it fails. */
  @FunctionalInterface
  interface FileWork {
    void run() throws IOException;
  }

  /** The same with a result. */
  @FunctionalInterface
  interface FileTask<T> {
    T run() throws IOException;
  }

  void attempt(Path about, FileWork work) {
    attempt(
        about,
        () -> {
          work.run();
          return about;
        });
  }

  <T> T attempt(Path about, FileTask<T> task) {
    try {
      return task.run();
    } catch (IOException e) {
      if (FreeSpace.isMissing(e)) {
        throw FreeSpace.full(e);
      }
      throw new UncheckedIOException("spool " + about + ": " + e.getMessage(), e);
    }
  }
}
