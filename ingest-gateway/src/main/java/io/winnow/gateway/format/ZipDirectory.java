package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks through the directory at a ZIP archive's end (PKWARE's APPNOTE, 4.3.12 to 4.3.16) before
 * the JDK's own reader takes all of it into memory.
 */
final class ZipDirectory {
  /** Names of some 5,000 files. */
  private static final int MOST_BYTES = 512 * 1024;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054B50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064B50;
  private static final int LARGE_END_BYTES = 56;
  private static final int LARGE_END_SIGNATURE = 0x06064B50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_SIGNATURE = 0x02014B50;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int ENCRYPTED_FLAGS = 0x41;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int AES = 99;

  private final FileChannel file;
  private final long size;

  private ZipDirectory(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * @throws ListRefused when the archive breaks off, is damaged, encrypted, has very many files, or
   *     is packed in a way that the JDK does not know
   */
  static void requireGood(Path archive) throws IOException {
    try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
      new ZipDirectory(file, file.size()).requireGood();
    }
  }

  private void requireGood() throws IOException {
    ByteBuffer tail = read(Math.max(0, size - END_BYTES - LONGEST_COMMENT), size);
    int end = tail.limit() - END_BYTES;
    while (end >= 0
        && !(tail.getInt(end) == END_SIGNATURE
            && end + END_BYTES + unsigned(tail.getShort(end + 20)) == tail.limit())) {
      end--;
    }
    if (end < 0) {
      throw broken("breaks off, or is followed by something else");
    }
    long length = tail.getInt(end + 12) & 0xFFFF_FFFFL;
    long start = tail.getInt(end + 16) & 0xFFFF_FFFFL;
    long endsAt = size - tail.limit() + end;
    if (length == 0xFFFF_FFFFL || start == 0xFFFF_FFFFL) {
      ByteBuffer large = largeEnd(endsAt);
      length = large.getLong(40);
      start = large.getLong(48);
    }
    if (length > MOST_BYTES) {
      throw ListRefused.because(
          ListFault.NOT_ONE_FILE,
          "the ZIP archive holds thousands of files; send one with the list alone");
    }
    if (length < 0 || start < 0 || start > endsAt - length) {
      throw broken("is damaged");
    }
    requireGoodEntries(read(start, start + length));
  }

  private ByteBuffer largeEnd(long endsAt) throws IOException {
    if (endsAt >= LOCATOR_BYTES) {
      ByteBuffer locator = read(endsAt - LOCATOR_BYTES, endsAt);
      long at = locator.getLong(8);
      if (locator.getInt(0) == LOCATOR_SIGNATURE && at >= 0 && at <= size - LARGE_END_BYTES) {
        ByteBuffer large = read(at, at + LARGE_END_BYTES);
        if (large.getInt(0) == LARGE_END_SIGNATURE) {
          return large;
        }
      }
    }
    throw broken("is damaged");
  }

  private static void requireGoodEntries(ByteBuffer entries) {
    while (entries.hasRemaining()) {
      int at = entries.position();
      if (entries.remaining() < ENTRY_BYTES || entries.getInt(at) != ENTRY_SIGNATURE) {
        throw broken("is damaged");
      }
      int flags = entries.getShort(at + 8);
      int method = unsigned(entries.getShort(at + 10));
      int length =
          ENTRY_BYTES
              + unsigned(entries.getShort(at + 28))
              + unsigned(entries.getShort(at + 30))
              + unsigned(entries.getShort(at + 32));
      if ((flags & ENCRYPTED_FLAGS) != 0 || method == AES) {
        throw ListRefused.because(
            ListFault.ENCRYPTED, "the ZIP archive takes a password; send the list without one");
      }
      if (method != STORED && method != DEFLATED) {
        throw ListRefused.because(
            ListFault.BROKEN_ARCHIVE,
            "the ZIP archive is packed by method "
                + method
                + ", which is not known here; pack it as usual (deflate), or send the list"
                + " unpacked");
      }
      if (length > entries.remaining()) {
        throw broken("is damaged");
      }
      entries.position(at + length);
    }
  }

  private ByteBuffer read(long from, long to) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(to - from)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("the archive on disk has become shorter");
      }
    }
    return bytes.flip();
  }

  private static int unsigned(short value) {
    return value & 0xFFFF;
  }

  static ListRefused broken(String how) {
    return ListRefused.because(
        ListFault.BROKEN_ARCHIVE,
        "the ZIP archive " + how + "; pack the list again, or send it unpacked");
  }
}
