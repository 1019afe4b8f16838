package io.winnow.gateway.list;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows the way that {@link ListFormat#rewritten} tells. */
final class TableFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;

  TableFile(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
  }

  /** A row without cells is one with an empty cell. */
  void write(List<String> cells) throws IOException {
    if (cells.isEmpty()) {
      out.write('"');
      out.write('"');
    }
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      String cell = cells.get(i);
      String escaped = cell.indexOf('"') < 0 ? cell : cell.replace("\"", "\"\"");
      out.write('"');
      byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.write('"');
    }
    out.write('\n');
  }

  void flush() throws IOException {
    out.flush();
  }
}
