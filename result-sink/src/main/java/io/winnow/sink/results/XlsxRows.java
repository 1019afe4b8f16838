package io.winnow.sink.results;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a workbook, in as many sheets as they need. All cells are texts, so none is a formula. It
 * holds some rows at a time, and a reference for each row of a sheet.
 */
final class XlsxRows implements RowWriter {
  /** As Excel has them. */
  static final int MOST_CHARACTERS = 32_767;

  static final int MOST_COLUMNS = Worksheet.MAX_COLS;

  private static final int ROWS_HELD = 256;
  private static final int CHARACTERS_HELD = 1 << 20;
  private static final String CUT = "\u2026";

  /** What Excel would read as another character. */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private final ColumnChoice columns;
  private final boolean escaping;
  private final int rowsInSheet;
  private final Workbook workbook;
  private int sheets;
  private int row;
  private int held;
  private int charactersHeld;
  private @Nullable Worksheet sheet;

  /**
   * @param escaping whether the user's own cells are marked that would run as CSV
   */
  XlsxRows(ColumnChoice columns, boolean escaping, OutputStream out) {
    this(columns, escaping, Worksheet.MAX_ROWS, out);
  }

  /** The same with smaller sheets, the header included. */
  XlsxRows(ColumnChoice columns, boolean escaping, int rowsInSheet, OutputStream out) {
    this.columns = columns;
    this.escaping = escaping;
    this.rowsInSheet = rowsInSheet;
    this.workbook = new Workbook(out, "Winnow", null);
  }

  @Override
  public void write(ResultRow result) throws IOException {
    Worksheet current = sheet == null || row == rowsInSheet ? begin() : sheet;
    List<Integer> chosen = columns.of(result);
    for (int i = 0; i < Math.min(chosen.size(), MOST_COLUMNS); i++) {
      int column = chosen.get(i);
      String text = result.text(column);
      put(current, i, escaping && result.isOwn(column) ? Formulas.neutralButNumbers(text) : text);
    }
    row++;
    if (++held >= ROWS_HELD || charactersHeld >= CHARACTERS_HELD) {
      current.flush();
      held = 0;
      charactersHeld = 0;
    }
  }

  private Worksheet begin() throws IOException {
    if (sheet != null) {
      sheet.finish();
    }
    sheets++;
    Worksheet begun = workbook.newWorksheet(sheets == 1 ? "results" : "results " + sheets);
    begun.freezePane(0, 1);
    row = 0;
    List<String> header = columns.header();
    for (int i = 0; i < Math.min(header.size(), MOST_COLUMNS); i++) {
      put(begun, i, header.get(i));
    }
    row = 1;
    sheet = begun;
    return begun;
  }

  private void put(Worksheet current, int column, String text) {
    if (text.isEmpty()) {
      return;
    }
    String fitting = fitting(ESCAPE.matcher(text).replaceAll("_x005F_"));
    charactersHeld += fitting.length();
    current.inlineString(row, column, fitting);
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
    if (sheet == null) {
      begin();
    }
    // which does not close what it writes to
    workbook.finish();
  }

  @Override
  public void close() {}
}
