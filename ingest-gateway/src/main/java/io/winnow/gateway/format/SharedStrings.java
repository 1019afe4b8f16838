package io.winnow.gateway.format;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a workbook's cells name by number. There can be a million of them, so they are
 * written to a file beside another with where each begins, and looked up there: the files are
 * mapped, and what of them is in memory is the operating system's to keep or to drop.
 */
final class SharedStrings implements AutoCloseable {
  private static final String TEXTS = "strings";
  private static final String OFFSETS = "strings.offsets";
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final ValueLayout.OfLong OFFSET =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Scratch scratch;
  private final @Nullable Arena arena;
  private final MemorySegment texts;
  private final MemorySegment offsets;
  private final long count;

  private SharedStrings(
      Scratch scratch,
      @Nullable Arena arena,
      MemorySegment texts,
      MemorySegment offsets,
      long count) {
    this.scratch = scratch;
    this.arena = arena;
    this.texts = texts;
    this.offsets = offsets;
    this.count = count;
  }

  /** For a workbook that has none. */
  static SharedStrings none(Scratch scratch) {
    return new SharedStrings(scratch, null, MemorySegment.NULL, MemorySegment.NULL, 0);
  }

  /**
   * Reads them from their part.
   *
   * @param mostBytes of one text
   */
  static SharedStrings read(InputStream part, Scratch scratch, int mostBytes) throws IOException {
    long count = 0;
    try (Xml xml = new Xml(part);
        BufferedOutputStream texts = new BufferedOutputStream(scratch.create(TEXTS), BUFFER_BYTES);
        DataOutputStream offsets =
            new DataOutputStream(new BufferedOutputStream(scratch.create(OFFSETS), BUFFER_BYTES))) {
      RichText text = new RichText(xml, mostBytes);
      long end = 0;
      offsets.writeLong(0);
      while (xml.nextElement()) {
        if (xml.name().equals("si")) {
          byte[] bytes = text.read("si").getBytes(StandardCharsets.UTF_8);
          texts.write(bytes);
          end += bytes.length;
          offsets.writeLong(end);
          count++;
        } else if (!xml.name().equals("sst")) {
          xml.foreign();
        }
      }
    }
    Arena arena = Arena.ofConfined();
    try {
      return new SharedStrings(
          scratch,
          arena,
          map(scratch.file(TEXTS), arena),
          map(scratch.file(OFFSETS), arena),
          count);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() == 0
          ? MemorySegment.NULL
          : channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /** The text of a number; null when there is none. */
  @Nullable String get(long number) {
    if (number < 0 || number >= count) {
      return null;
    }
    long start = offsets.get(OFFSET, number * Long.BYTES);
    long end = offsets.get(OFFSET, (number + 1) * Long.BYTES);
    byte[] bytes = new byte[(int) (end - start)];
    MemorySegment.copy(texts, ValueLayout.JAVA_BYTE, start, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (arena != null) {
      arena.close();
      scratch.remove(TEXTS);
      scratch.remove(OFFSETS);
    }
  }
}
