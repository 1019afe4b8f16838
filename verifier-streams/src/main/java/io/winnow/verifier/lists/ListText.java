package io.winnow.verifier.lists;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a list as it stands there: UTF-8, perhaps compressed; an entry a line, blank lines and
 * those with a {@code #} do not count. Lines with {@code # key: value} before the first entry are
 * its header.
 *
 * @param header by key
 * @param entries as the kind reads them
 */
record ListText<T>(Map<String, String> header, List<T> entries) {
  /** More than a hundred times what is shipped, so that no file takes all memory. */
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  /**
   * @throws IOException when it is not such a file; the message tells the line
   */
  static <T> ListText<T> read(ListKind<T> kind, byte[] bytes) throws IOException {
    Map<String, String> header = new HashMap<>();
    List<T> entries = new ArrayList<>();
    int number = 0;
    for (String raw : (Iterable<String>) text(bytes).lines()::iterator) {
      number++;
      String line = raw.strip();
      if (line.startsWith("#")) {
        int colon = line.indexOf(": ");
        if (entries.isEmpty() && colon > 0) {
          header.putIfAbsent(line.substring(1, colon).strip(), line.substring(colon + 2).strip());
        }
      } else if (!line.isEmpty()) {
        try {
          entries.add(kind.entry().apply(line));
        } catch (IllegalArgumentException e) {
          throw new IOException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    checkNumber(header.get("entries"), entries.size());
    return new ListText<>(Map.copyOf(header), List.copyOf(entries));
  }

  /** A file that was cut off, or is written this moment, is found out by the number of entries. */
  private static void checkNumber(@Nullable String expected, int entries) throws IOException {
    if (expected == null && entries == 0) {
      throw new IOException("it holds no entries, and no header '# entries: 0' that says so");
    }
    if (expected != null && !expected.equals(Integer.toString(entries))) {
      throw new IOException(
          "it holds " + entries + " entries, but its header says " + expected + ": is it whole?");
    }
  }

  private static String text(byte[] bytes) throws IOException {
    byte[] plain = bytes;
    if (bytes.length > 1 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B) {
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        plain = unpacked.readNBytes(MOST_BYTES + 1);
      }
      if (plain.length > MOST_BYTES) {
        throw new IOException("unpacked it is over " + MOST_BYTES + " bytes");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    }
  }
}
