package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.Wording;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP archive on disk. Names in it are compared and shown, and never lead to a file of ours. Not
 * safe for threads.
 */
final class ZipArchive implements AutoCloseable {
  private final ZipFile zip;
  private final UnpackBound bound;
  private final long packedBytes;

  private ZipArchive(ZipFile zip, long packedBytes, ListLimits limits) {
    this.zip = zip;
    this.packedBytes = packedBytes;
    this.bound = new UnpackBound(limits);
  }

  /**
   * @throws ListRefused when it is not a good one
   * @throws IOException when it cannot be read
   */
  static ZipArchive open(Path file, ListLimits limits) throws IOException {
    ZipDirectory.requireGood(file);
    try {
      // names that are not UTF-8 are no reason to refuse an archive
      return new ZipArchive(
          new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1), Files.size(file), limits);
    } catch (ZipException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private static ListRefused damaged(Exception cause) {
    return ListRefused.because(
        ListFault.BROKEN_ARCHIVE,
        "the ZIP archive is damaged; pack the list again, or send it unpacked",
        cause);
  }

  /** Whether there is a file of that name. */
  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** Its files, without folders and without what a Macintosh adds. */
  private List<? extends ZipEntry> files() {
    return zip.stream()
        .filter(entry -> !entry.isDirectory())
        .filter(entry -> !entry.getName().startsWith("__MACOSX/"))
        .filter(entry -> !entry.getName().endsWith(".DS_Store"))
        .toList();
  }

  /**
   * The only file's name.
   *
   * @throws ListRefused with {@link ListFault#NOT_ONE_FILE} when there is none or several
   */
  String onlyFile() {
    List<? extends ZipEntry> files = files();
    if (files.size() != 1) {
      throw ListRefused.because(
          ListFault.NOT_ONE_FILE,
          "the ZIP archive holds "
              + (files.isEmpty()
                  ? "no file"
                  : files.size()
                      + " files: "
                      + Wording.columns(files.stream().map(ZipEntry::getName).toList()))
              + "; send one with the list alone");
    }
    return files.getFirst().getName();
  }

  /** Size of a file as the archive says; -1 when it does not. */
  long size(String name) {
    ZipEntry entry = zip.getEntry(name);
    return entry == null ? -1 : entry.getSize();
  }

  /** Whether a file's name ends so, in any case. */
  static boolean endsWith(String name, String extension) {
    return name.toLowerCase(Locale.ROOT).endsWith(extension);
  }

  /**
   * Unpacks a file, strictly: its length and checksum have to be right.
   *
   * @return null when there is none of that name
   */
  @Nullable InputStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    try {
      InputStream content = zip.getInputStream(entry);
      return content == null ? null : new Checked(content, entry);
    } catch (ZipException e) {
      throw damaged(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private final class Checked extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long bytes;

    Checked(InputStream content, ZipEntry entry) {
      super(content);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(target, offset, length);
      } catch (ZipException | EOFException e) {
        throw damaged(e);
      }
      if (read < 0) {
        if (bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
          throw ZipDirectory.broken("is damaged: a checksum is wrong");
        }
      } else {
        crc.update(target, offset, read);
        bytes += read;
        // what the archive says of its entry may be anything
        bound.require(Math.min(packedBytes, entry.getCompressedSize()), bytes);
      }
      return read;
    }
  }
}
