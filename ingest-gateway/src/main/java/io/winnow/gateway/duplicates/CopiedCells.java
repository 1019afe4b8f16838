package io.winnow.gateway.duplicates;

import io.winnow.contracts.RowCopy;
import io.winnow.gateway.list.ListRow;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts of duplicates, one after the other; see {@link DuplicateFiles}. */
final class CopiedCells implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  /** A row's number, the names of its fields, and what stands between. */
  private static final int JSON_AROUND = 48;

  private static final int JSON_AROUND_CELL = 3;

  private final DataOutputStream out;
  private long written;

  CopiedCells(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
  }

  /** About as many bytes as it takes in the record that carries it; no fewer. */
  static int jsonBytes(ListRow row) {
    long bytes = JSON_AROUND + jsonBytes(row.address());
    for (String cell : row.otherCells()) {
      bytes += JSON_AROUND_CELL + jsonBytes(cell);
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long jsonBytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || Character.isSurrogate(c)) {
        bytes += 6;
      } else if (c < 0x80) {
        bytes += c == '"' || c == '\\' ? 2 : 1;
      } else {
        bytes += c < 0x800 ? 2 : 3;
      }
    }
    return bytes;
  }

  /**
   * Appends a row.
   *
   * @return where it is
   */
  long append(ListRow row) throws IOException {
    long place = written;
    write(row.address());
    out.writeInt(row.otherCells().size());
    written += Integer.BYTES;
    for (String cell : row.otherCells()) {
      write(cell);
    }
    return place;
  }

  private void write(String text) throws IOException {
    boolean wide = false;
    for (int i = 0; i < text.length() && !wide; i++) {
      wide = text.charAt(i) > 0xFF;
    }
    out.writeInt(text.length());
    out.writeByte(wide ? 1 : 0);
    if (wide) {
      out.writeChars(text);
    } else {
      out.writeBytes(text);
    }
    written += Integer.BYTES + 1 + (wide ? 2L : 1L) * text.length();
  }

  /** Reads a row back. */
  static RowCopy read(long row, DataInput in) throws IOException {
    String address = text(in);
    int count = in.readInt();
    List<String> cells = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      cells.add(text(in));
    }
    return new RowCopy(row, address, cells);
  }

  private static String text(DataInput in) throws IOException {
    int length = in.readInt();
    boolean wide = in.readByte() != 0;
    byte[] bytes = new byte[wide ? 2 * length : length];
    in.readFully(bytes);
    // not StandardCharsets.UTF_16BE, which would not leave half a surrogate pair as it is
    return wide ? chars(bytes) : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String chars(byte[] bytes) {
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF));
    }
    return new String(chars);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
