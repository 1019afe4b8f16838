package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a workbook, in as many sheets as they need. All cells are texts, so none is a formula. It
 * holds some characters of a sheet, and nothing else of it: a library that keeps as little as a
 * reference to each row, or native memory until it is collected, is not for many at a time.
 */
final class XlsxRows implements RowWriter {
  /** As Excel has them. */
  static final int MOST_CHARACTERS = 32_767;

  static final int MOST_COLUMNS = 16_384;
  private static final int MOST_ROWS = 1_048_576;

  private static final int CHARACTERS_HELD = 32 << 10;
  private static final String CUT = "\u2026";

  /** What Excel would read as another character. */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private final ColumnChoice columns;
  private final boolean escaping;
  private final int rowsInSheet;
  private final OpcZip zip;
  private final StringBuilder held = new StringBuilder(CHARACTERS_HELD + 4096);
  private final @Nullable String[] letters;
  private int sheets;
  private int row;

  /**
   * @param escaping whether the user's own cells are marked that would run as CSV
   */
  XlsxRows(ColumnChoice columns, boolean escaping, OutputStream out) {
    this(columns, escaping, MOST_ROWS, out);
  }

  /** The same with smaller sheets, the header included. */
  XlsxRows(ColumnChoice columns, boolean escaping, int rowsInSheet, OutputStream out) {
    this.columns = columns;
    this.escaping = escaping;
    this.rowsInSheet = rowsInSheet;
    this.zip = new OpcZip(out);
    this.letters = new String[MOST_COLUMNS];
  }

  @Override
  public void write(ResultRow result) throws IOException {
    if (sheets == 0 || row == rowsInSheet) {
      begin();
    }
    List<Integer> chosen = columns.of(result);
    beginRow();
    for (int i = 0; i < Math.min(chosen.size(), MOST_COLUMNS); i++) {
      int column = chosen.get(i);
      String text = result.text(column);
      put(i, escaping && result.isOwn(column) ? Formulas.neutralButNumbers(text) : text);
    }
    endRow();
  }

  private void begin() throws IOException {
    endSheet();
    sheets++;
    zip.putNextEntry(new ZipEntry(XlsxParts.sheetPath(sheets)));
    held.append(XlsxParts.sheetBegin());
    row = 0;
    beginRow();
    List<String> header = columns.header();
    for (int i = 0; i < Math.min(header.size(), MOST_COLUMNS); i++) {
      put(i, header.get(i));
    }
    endRow();
  }

  private void endSheet() throws IOException {
    if (sheets > 0) {
      held.append(XlsxParts.sheetEnd());
      flush();
      zip.closeEntry();
    }
  }

  private void beginRow() {
    held.append("<row r=\"").append(row + 1).append("\">");
  }

  private void endRow() throws IOException {
    held.append("</row>");
    row++;
    if (held.length() >= CHARACTERS_HELD) {
      flush();
    }
  }

  private void flush() throws IOException {
    byte[] bytes = held.toString().getBytes(UTF_8);
    zip.write(bytes, 0, bytes.length);
    held.setLength(0);
  }

  private void put(int column, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    held.append("<c r=\"").append(lettersOf(column)).append(row + 1);
    held.append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    XmlText.append(fitting(ESCAPE.matcher(text).replaceAll("_x005F_")), held);
    held.append("</t></is></c>");
    if (held.length() >= CHARACTERS_HELD) {
      flush();
    }
  }

  /** What a spreadsheet calls the column: A to Z, AA to XFD. */
  private String lettersOf(int column) {
    String known = letters[column];
    if (known == null) {
      StringBuilder reversed = new StringBuilder(3);
      for (int left = column + 1; left > 0; left = (left - 1) / 26) {
        reversed.append((char) ('A' + (left - 1) % 26));
      }
      known = reversed.reverse().toString();
      letters[column] = known;
    }
    return known;
  }

  private static String fitting(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  @Override
  public void finish() throws IOException {
    if (sheets == 0) {
      begin();
    }
    endSheet();
    XlsxParts.write(zip, sheets);
    // what it writes to stays open
    zip.finish();
  }

  @Override
  public void close() {
    zip.release();
  }
}
