package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Reads a sheet (ECMA-376, part 1, 18.3.1) from its first cell to its last. */
final class SheetCells implements AutoCloseable {
  private final Xml xml;
  private final SharedStrings strings;
  private final CellStyles styles;
  private final boolean from1904;
  private final ListLimits limits;
  private final RichText richText;
  private final StringBuilder value = new StringBuilder();
  private OptionalLong announced = OptionalLong.empty();
  private boolean begun;
  private boolean ended;
  private long row;

  /**
   * @param xml closed with this
   */
  SheetCells(
      Xml xml, SharedStrings strings, CellStyles styles, boolean from1904, ListLimits limits) {
    this.xml = xml;
    this.strings = strings;
    this.styles = styles;
    this.from1904 = from1904;
    this.limits = limits;
    this.richText = new RichText(xml, limits.rowBytes());
  }

  /** Number of the row read last, from 1. */
  long row() {
    return Math.max(1, row);
  }

  /** The last row's number, as the sheet says before its first. */
  OptionalLong announced() {
    return announced;
  }

  /** The next row's cells up to the last that is filled; null behind the last row. */
  @Nullable List<String> nextRow() throws IOException {
    if (!begun) {
      begin();
    }
    while (!ended) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (xml.name().equals("row")) {
            return readRow();
          }
          xml.foreign();
        }
        case XMLStreamConstants.END_ELEMENT -> ended = xml.name().equals("sheetData");
        case XMLStreamConstants.END_DOCUMENT -> ended = true;
        default -> {}
      }
    }
    xml.drain();
    return null;
  }

  private void begin() throws IOException {
    begun = true;
    while (xml.nextElement()) {
      switch (xml.name()) {
        case "sheetData" -> {
          return;
        }
        case "dimension" -> announced = lastRow(xml.attribute("ref"));
        default -> xml.foreign();
      }
    }
    ended = true;
  }

  private static OptionalLong lastRow(@Nullable String range) {
    if (range == null || !range.matches("[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(range.replaceFirst(".*:[A-Z]+", "")));
  }

  private List<String> readRow() throws IOException {
    row = number("r", row + 1);
    List<String> cells = new ArrayList<>();
    long chars = 0;
    int column = 0;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.name().equals("row")) {
        return withoutEmptyEnd(cells);
      }
      if (event == XMLStreamConstants.END_DOCUMENT) {
        throw Xml.broken("a row does not end", null);
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      if (!xml.name().equals("c")) {
        xml.foreign();
        continue;
      }
      Reference at = new Reference(column);
      String text = readCell(at);
      column = at.column + 1;
      if (text.isEmpty()) {
        continue;
      }
      chars += text.length();
      if (chars > limits.rowBytes()) {
        throw refused(
            ListFault.ROW_TOO_LARGE,
            "the row is larger than the "
                + limits.rowBytes()
                + " bytes allowed (winnow.limits.row-bytes); shorten it");
      }
      put(cells, at.column, text);
    }
  }

  private void put(List<String> cells, int column, String text) {
    if (column >= limits.columns()) {
      throw refused(
          ListFault.TOO_MANY_COLUMNS,
          "there is something in column "
              + (column + 1)
              + ", "
              + limits.columns()
              + " columns are allowed (winnow.limits.columns); leave out those that you do not"
              + " need");
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    cells.set(column, text);
  }

  private static List<String> withoutEmptyEnd(List<String> cells) {
    int end = cells.size();
    while (end > 0 && cells.get(end - 1).isEmpty()) {
      end--;
    }
    return cells.subList(0, end);
  }

  private long number(String attribute, long otherwise) {
    String text = xml.attribute(attribute);
    long number = text == null ? -1 : number(text);
    return number < 0 ? otherwise : number;
  }

  /** At most nine digits; -1 for anything else. */
  private static long number(String text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return text.isEmpty() ? -1 : number;
  }

  /** Where a cell is and how it is to be read. */
  private static final class Reference {
    int column;
    int style = -1;
    String type = "n";

    Reference(int column) {
      this.column = column;
    }
  }

  private void readAttributes(Reference cell) {
    for (int i = 0; i < xml.attributes(); i++) {
      String text = xml.attribute(i);
      switch (xml.attributeName(i)) {
        case "r" -> cell.column = column(text, cell.column);
        case "t" -> cell.type = text;
        case "s" -> cell.style = (int) number(text);
        case "cm", "vm", "ph" -> {}
        default -> xml.foreign();
      }
    }
  }

  /** Index of a column by letters, such as 27 for {@code AB12}. */
  private static int column(String reference, int otherwise) {
    int column = 0;
    int i = 0;
    while (i < reference.length() && i < 4) {
      int letter = reference.charAt(i) - 'A';
      if (letter < 0 || letter >= 26) {
        break;
      }
      column = column * 26 + letter + 1;
      i++;
    }
    return column == 0 ? otherwise : column - 1;
  }

  private String readCell(Reference cell) throws IOException {
    readAttributes(cell);
    String text = "";
    String stored = null;
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          switch (xml.name()) {
            case "v" -> stored = readValue();
            case "is" -> text = richText.read("is");
            case "f" -> depth++;
            default -> {
              depth++;
              xml.foreign();
            }
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.END_DOCUMENT -> throw Xml.broken("a cell does not end", null);
        default -> {}
      }
    }
    return stored == null ? text : meaning(cell, stored);
  }

  private String readValue() throws IOException {
    value.setLength(0);
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (value.length() + xml.textLength() > limits.rowBytes()) {
            throw refused(
                ListFault.ROW_TOO_LARGE,
                "a cell is larger than the "
                    + limits.rowBytes()
                    + " bytes allowed for a row (winnow.limits.row-bytes); shorten it");
          }
          xml.appendText(value);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return value.toString();
        }
        case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_DOCUMENT ->
            throw Xml.broken("a cell's value does not end", null);
        default -> {}
      }
    }
  }

  private String meaning(Reference cell, String stored) {
    return switch (cell.type) {
      case "s" -> shared(stored);
      case "str" -> CellText.unescaped(stored);
      case "b" -> stored.strip().equals("1") ? "TRUE" : "FALSE";
      case "n" ->
          styles.isDate(cell.style) ? CellText.date(stored, from1904) : CellText.number(stored);
      default -> stored;
    };
  }

  private String shared(String stored) {
    String text = strings.get(number(stored.strip()));
    if (text == null) {
      throw refused(
          ListFault.BROKEN_SPREADSHEET,
          "a cell refers to a text that the workbook does not have; save it again as XLSX, or as"
              + " CSV (UTF-8)");
    }
    return text;
  }

  private ListRefused refused(ListFault fault, String message) {
    return ListRefused.at(fault, row(), "row " + row(), message);
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
