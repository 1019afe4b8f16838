package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files that this sink appends rows to. Frames gather in a buffer per file until {@link
 * #write}; a bounded number of files is held open, the least recently used are closed and reopened
 * when needed.
 *
 * <p>After an IOException nothing is certain but what was forced before: the owner rolls back,
 * forgets the files and reads them again, as after a crash. For one thread.
 */
public final class OpenFiles implements AutoCloseable {
  static final int BUFFER_BYTES = 64 * 1024;
  private static final int SPARE_BUFFERS = 64;

  private final SliceDirectory directory;
  private final Disk disk;
  private final int mostOpen;
  private final Map<OpenFile, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<OpenFile> buffered = new LinkedHashSet<>();
  private final Set<OpenFile> unforced = new LinkedHashSet<>();
  private final Set<Path> newNames = new HashSet<>();
  private final Deque<ByteBuffer> spares = new ArrayDeque<>();

  /**
   * @param mostOpen files held open at a time, at least 1
   */
  public OpenFiles(SliceDirectory directory, Disk disk, int mostOpen) {
    this.directory = directory;
    this.disk = disk;
    this.mostOpen = mostOpen;
  }

  /**
   * This sink's file of a slice as a crash may have left it: a torn tail is cut off, the rest
   * forced.
   *
   * @param visitor told of the good frames
   */
  OpenFile recover(SliceId slice, RowFile.Visitor visitor) throws IOException {
    Path path = directory.ownOpenFile(slice);
    long good;
    long size;
    try (RowFile rows = RowFile.map(path, slice)) {
      size = rows.size();
      good = rows.scan(visitor);
    } catch (NoSuchFileException e) {
      return new OpenFile(slice, path, 0);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (good < size) {
        disk.truncate(channel, good);
      }
      disk.force(channel);
    }
    disk.forceDirectory(SliceDirectory.parentOf(path));
    OpenFile file = new OpenFile(slice, path, good);
    file.exists = true;
    return file;
  }

  /** Makes a file that is to be there even without a frame. */
  void create(OpenFile file) throws IOException {
    var _ = channelOf(file);
    unforced.add(file);
  }

  /** Appends a frame, to the buffer as a rule. */
  void append(OpenFile file, long row, byte[] value) throws IOException {
    long size = RowFrame.size(value.length);
    ByteBuffer buffer = file.buffer;
    if (buffer != null && buffer.remaining() < size) {
      write(file, buffer);
      buffer = null;
    }
    if (buffer == null) {
      buffer = size <= BUFFER_BYTES ? spareBuffer() : ByteBuffer.allocate(Math.toIntExact(size));
      file.buffer = buffer;
      buffered.add(file);
    }
    RowFrame.put(buffer, row, value);
  }

  /** Hands all buffered frames to the operating system, so that other readers see them. */
  public void write() throws IOException {
    Iterator<OpenFile> files = buffered.iterator();
    while (files.hasNext()) {
      OpenFile file = files.next();
      if (file.buffer != null) {
        write(file, file.buffer);
      }
      files.remove();
    }
  }

  private void write(OpenFile file, ByteBuffer buffer) throws IOException {
    FileChannel channel = channelOf(file);
    unforced.add(file);
    buffer.flip();
    int length = buffer.remaining();
    disk.write(channel, buffer, file.written);
    file.written += length;
    giveBack(file);
  }

  /** Returns when all written frames outlive a loss of power. Offsets may be committed then. */
  public void force() throws IOException {
    for (Path folder : newNames) {
      forceNames(folder);
    }
    newNames.clear();
    Iterator<OpenFile> files = unforced.iterator();
    while (files.hasNext()) {
      OpenFile file = files.next();
      force(file);
      files.remove();
    }
  }

  /**
   * A folder may have gone with its job; a file of it that should be there is missed for itself.
   */
  private void forceNames(Path folder) throws IOException {
    try {
      disk.forceDirectory(folder);
    } catch (NoSuchFileException e) {
      if (Files.exists(folder)) {
        throw e;
      }
    }
  }

  private void force(OpenFile file) throws IOException {
    try {
      disk.force(channelOf(file));
      file.forced = file.written;
    } catch (NoSuchFileException e) {
      if (!directory.isSealed(file.slice)) {
        throw e;
      }
    }
  }

  /** Lets go of a file: what is not written is dropped, the rest stays as it is. */
  void forget(OpenFile file) throws IOException {
    giveBack(file);
    buffered.remove(file);
    unforced.remove(file);
    FileChannel channel = channels.remove(file);
    if (channel != null) {
      channel.close();
    }
  }

  /** The same with a file whose whole folder is about to be removed. */
  void discard(OpenFile file) throws IOException {
    forget(file);
    newNames.remove(SliceDirectory.parentOf(file.path));
  }

  /** Cuts all files back to what was forced, drops buffers and closes. May be tried again. */
  public void rollBack() throws IOException {
    close();
    Iterator<OpenFile> files = unforced.iterator();
    while (files.hasNext()) {
      OpenFile file = files.next();
      try (FileChannel channel = FileChannel.open(file.path, StandardOpenOption.WRITE)) {
        disk.truncate(channel, file.forced);
        disk.force(channel);
      } catch (NoSuchFileException e) {
        // never made, or sealed and deleted: nothing of it is in doubt
      }
      files.remove();
    }
  }

  /** Closes all files and drops what is not written. */
  @Override
  public void close() throws IOException {
    buffered.forEach(this::giveBack);
    buffered.clear();
    Iterator<FileChannel> open = channels.values().iterator();
    while (open.hasNext()) {
      FileChannel channel = open.next();
      open.remove();
      channel.close();
    }
  }

  private FileChannel channelOf(OpenFile file) throws IOException {
    FileChannel channel = channels.get(file);
    if (channel != null) {
      return channel;
    }
    makeRoom();
    if (file.exists) {
      // without CREATE: a file that is gone has been sealed by another sink, and must not come back
      channel = FileChannel.open(file.path, StandardOpenOption.WRITE);
    } else {
      Path folder = SliceDirectory.parentOf(file.path);
      directory.createFolder(folder, disk);
      channel = PrivateFiles.open(file.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.exists = true;
      newNames.add(folder);
    }
    channels.put(file, channel);
    return channel;
  }

  private void makeRoom() throws IOException {
    while (channels.size() >= mostOpen) {
      Map.Entry<OpenFile, FileChannel> eldest = channels.entrySet().iterator().next();
      OpenFile file = eldest.getKey();
      FileChannel channel = eldest.getValue();
      if (unforced.contains(file)) {
        // an error of writing back is told only to those who have the file open
        disk.force(channel);
        file.forced = file.written;
      }
      channels.remove(file);
      channel.close();
    }
  }

  private ByteBuffer spareBuffer() {
    ByteBuffer spare = spares.poll();
    return spare != null ? spare : ByteBuffer.allocateDirect(BUFFER_BYTES);
  }

  private void giveBack(OpenFile file) {
    ByteBuffer buffer = file.buffer;
    file.buffer = null;
    if (buffer != null && buffer.isDirect() && spares.size() < SPARE_BUFFERS) {
      spares.add(buffer.clear());
    }
  }

  /** How many files are held open. */
  int open() {
    return channels.size();
  }
}
