package io.winnow.sink.slices;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the files of slices are. Several sinks may share it: each appends to open files of its own
 * and to no other's, and a sealed file is the same whoever writes it.
 *
 * <pre>
 * jobs/JOB/open/SLICE.SINK.rows     rows as they came, until the slice has all of them
 * jobs/JOB/slices/SLICE.csv         the sealed slice
 * jobs/JOB/slices/SLICE.crc         its checksums
 * jobs/JOB/slices/SLICE.SINK.tmp    a slice that is being sealed
 * </pre>
 */
public final class SliceDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(SliceDirectory.class);

  static final String LOCK_PREFIX = "sink.";
  static final String LOCK_SUFFIX = ".lock";

  private static final String JOBS = "jobs";
  private static final String OPEN = "open";
  private static final String SLICES = "slices";
  private static final String ROWS_SUFFIX = ".rows";
  private static final String SEALED_SUFFIX = ".csv";
  private static final String CHECKSUMS_SUFFIX = ".crc";
  private static final String TEMPORARY_SUFFIX = ".tmp";

  private static final int PROBE_BYTES = 1024 * 1024;

  private final Path root;
  private final SinkId sink;
  private final Set<SliceId> damaged = ConcurrentHashMap.newKeySet();

  public SliceDirectory(Path root, SinkId sink) {
    this.root = root;
    this.sink = sink;
  }

  /** Where everything is below. */
  public Path root() {
    return root;
  }

  /** Who works here. */
  public SinkId sink() {
    return sink;
  }

  /** The sealed file of a slice, whether it exists or not. */
  public Path sealedFile(SliceId slice) {
    return sealedFolder(slice.job()).resolve(slice.number() + SEALED_SUFFIX);
  }

  /** The checksums of a slice's sealed file, whether they exist or not. */
  Path checksumsFile(SliceId slice) {
    return sealedFolder(slice.job()).resolve(slice.number() + CHECKSUMS_SUFFIX);
  }

  /**
   * The size of a slice's sealed file, empty when the slice is not sealed.
   *
   * @throws DamagedFileException when that can be seen without reading it
   */
  public OptionalLong sealedBytes(SliceId slice) throws IOException {
    try (SealedInput sealed = SealedInput.open(this, slice)) {
      return OptionalLong.of(sealed.size());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Remembers and logs that a sealed file is damaged. */
  DamagedFileException damaged(SliceId slice, String what) {
    DamagedFileException damage = new DamagedFileException(slice, what);
    if (damaged.add(slice)) {
      LOG.error("{}: {}", sealedFile(slice), damage.getMessage());
    }
    return damage;
  }

  /** How many sealed files have been found damaged since the start. */
  public int damaged() {
    return damaged.size();
  }

  /** All who work here or ever did, by their locks, in order. */
  List<SinkId> sinks() throws IOException {
    return entries(root).stream()
        .map(SliceDirectory::nameOf)
        .filter(name -> name.length() > LOCK_PREFIX.length() + LOCK_SUFFIX.length())
        .filter(name -> name.startsWith(LOCK_PREFIX) && name.endsWith(LOCK_SUFFIX))
        .map(name -> name.substring(LOCK_PREFIX.length(), name.length() - LOCK_SUFFIX.length()))
        .sorted()
        .map(SinkId::new)
        .toList();
  }

  /** Whether the slice has its sealed file. */
  public boolean isSealed(SliceId slice) {
    return Files.exists(sealedFile(slice));
  }

  /** All slices of which there are rows in open files, of whichever sink. */
  public SortedSet<SliceId> openSlices() throws IOException {
    SortedSet<SliceId> slices = new TreeSet<>(IN_ORDER);
    for (Path folder : entries(root.resolve(JOBS))) {
      JobId job = jobNamed(folder);
      if (job == null) {
        continue;
      }
      for (Path file : entries(openFolder(job))) {
        int number = numberOf(file, ROWS_SUFFIX);
        if (number >= 0) {
          slices.add(new SliceId(job, number));
        }
      }
    }
    return slices;
  }

  /** All jobs that there is anything of, in no order. */
  public List<JobId> jobs() throws IOException {
    return entries(root.resolve(JOBS)).stream()
        .map(SliceDirectory::jobNamed)
        .filter(Objects::nonNull)
        .toList();
  }

  /** When a row of a job was last written to an open file; empty when there is no such file. */
  public Optional<Instant> lastRowOf(JobId job) throws IOException {
    Instant last = null;
    for (Path file : entries(openFolder(job))) {
      try {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = last == null || written.isAfter(last) ? written : last;
      } catch (NoSuchFileException e) {
        LOG.trace("{} has been sealed or removed meanwhile", file, e);
      }
    }
    return Optional.ofNullable(last);
  }

  /**
   * Removes the open files of a job, of all sinks, and its folder where nothing else is in it.
   *
   * @throws IOException when the disk fails
   */
  public void removeOpenFiles(JobId job, Disk disk) throws IOException {
    for (Path file : entries(openFolder(job))) {
      disk.delete(file);
    }
    try {
      disk.delete(openFolder(job));
      disk.delete(jobFolder(job));
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("there is more of job {}, which stays", job, e);
    }
  }

  /** The sealed slices of a job, in order. */
  public SortedSet<SliceId> sealedSlices(JobId job) throws IOException {
    SortedSet<SliceId> slices = new TreeSet<>(IN_ORDER);
    for (Path file : entries(sealedFolder(job))) {
      int number = numberOf(file, SEALED_SUFFIX);
      if (number >= 0) {
        slices.add(new SliceId(job, number));
      }
    }
    return slices;
  }

  /** The open files of a slice that exist, of all sinks, in an order that is the same for all. */
  List<Path> openFiles(SliceId slice) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : entries(openFolder(slice.job()))) {
      if (numberOf(file, ROWS_SUFFIX) == slice.number()) {
        files.add(file);
      }
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /** Where this sink, and no other, appends the slice's rows. */
  Path ownOpenFile(SliceId slice) {
    return openFolder(slice.job()).resolve(slice.number() + "." + sink + ROWS_SUFFIX);
  }

  /** Where this sink writes the slice before it gets its name. */
  Path temporaryFile(SliceId slice) {
    return sealedFolder(slice.job()).resolve(slice.number() + "." + sink + TEMPORARY_SUFFIX);
  }

  /** The same for its checksums. */
  Path temporaryChecksums(SliceId slice) {
    return sealedFolder(slice.job())
        .resolve(slice.number() + "." + sink + CHECKSUMS_SUFFIX + TEMPORARY_SUFFIX);
  }

  /** Deletes the open files of a sealed slice, and what others began to seal. */
  public void discardOpenFiles(SliceId sealed, Disk disk) throws IOException {
    for (Path file : openFiles(sealed)) {
      disk.delete(file);
    }
    for (Path file : entries(sealedFolder(sealed.job()))) {
      if (numberOf(file, TEMPORARY_SUFFIX) == sealed.number()) {
        disk.delete(file);
      }
    }
  }

  /** Whether there is anything of a job. */
  public boolean holds(JobId job) {
    return Files.exists(jobFolder(job));
  }

  /**
   * Removes all that there is of a job, of all sinks.
   *
   * @return false when another sink was just adding to it, so that it is to be tried again
   * @throws IOException when the disk fails
   */
  public boolean remove(JobId job, Disk disk) throws IOException {
    Path folder = jobFolder(job);
    try {
      for (Path inside : List.of(openFolder(job), sealedFolder(job))) {
        List<Path> files = entries(inside);
        // a sealed file before its checksums, so that nobody takes it for damaged
        files.sort(Comparator.reverseOrder());
        for (Path file : files) {
          disk.delete(file);
        }
        disk.delete(inside);
      }
      disk.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
    disk.forceDirectory(parentOf(folder));
    return true;
  }

  /** Makes a folder and, where it is new, sees to it that the names of all its new parents last. */
  void createFolder(Path folder, Disk disk) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    PrivateFiles.createDirectories(folder);
    for (Path made = folder; !made.equals(root); made = parentOf(made)) {
      disk.forceDirectory(parentOf(made));
    }
  }

  /**
   * Finds out whether the disk takes bytes, by writing and forcing some and deleting them again.
   *
   * @throws IOException when it does not
   */
  public void probe(Disk disk) throws IOException {
    Path path = root.resolve("sink." + sink + ".probe");
    try (FileChannel file =
        PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      disk.write(file, ByteBuffer.allocate(PROBE_BYTES), 0);
      disk.force(file);
    } finally {
      Files.deleteIfExists(path);
    }
  }

  /** The folder that a file of this directory is in. */
  static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is in no folder");
    }
    return parent;
  }

  private static final Comparator<SliceId> IN_ORDER =
      Comparator.comparing(SliceId::job).thenComparingInt(SliceId::number);

  private Path jobFolder(JobId job) {
    return root.resolve(JOBS).resolve(job.toString());
  }

  private Path openFolder(JobId job) {
    return jobFolder(job).resolve(OPEN);
  }

  private Path sealedFolder(JobId job) {
    return jobFolder(job).resolve(SLICES);
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      List<Path> entries = new ArrayList<>();
      stream.forEach(entries::add);
      return entries;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new ArrayList<>();
    }
  }

  private static @Nullable JobId jobNamed(Path folder) {
    long value = number(nameOf(folder));
    return value >= 1 && value <= JobId.MAX ? new JobId(value) : null;
  }

  /** The number that the name of a slice's file begins with, or -1 when it is none's. */
  private static int numberOf(Path file, String suffix) {
    String name = nameOf(file);
    if (!name.endsWith(suffix)) {
      return -1;
    }
    long value = number(name.substring(0, name.indexOf('.')));
    return value <= Integer.MAX_VALUE ? (int) value : -1;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(digits);
  }
}
