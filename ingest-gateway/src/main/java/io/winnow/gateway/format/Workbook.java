package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workbook in XLSX (ECMA-376, part 1, 18): its sheets, and what their cells refer to. */
final class Workbook {
  private static final long MOST_BYTES = 1 << 20;

  private final ZipArchive zip;
  private final Relations relations;
  private final List<Sheet> sheets = new ArrayList<>();
  private boolean from1904;

  private record Sheet(String name, String part, boolean hidden) {}

  private Workbook(ZipArchive zip, String part) throws IOException {
    this.zip = zip;
    this.relations = Relations.of(zip, part);
    try (Xml xml = new Xml(new SmallPart(required(part), MOST_BYTES))) {
      while (xml.nextElement()) {
        if (xml.name().equals("sheet")) {
          add(xml);
        } else if (xml.name().equals("workbookPr")) {
          String date1904 = xml.attribute("date1904");
          from1904 = "1".equals(date1904) || "true".equals(date1904);
        }
      }
    }
  }

  /**
   * @throws ListRefused when it is damaged
   */
  static Workbook open(ZipArchive zip) throws IOException {
    return new Workbook(
        zip, Relations.of(zip, "").first("officeDocument").orElse("xl/workbook.xml"));
  }

  /** Sheets of charts have no cells. */
  private void add(Xml xml) {
    Relations.Relation relation = relations.get(xml.foreignAttribute("id"));
    String name = xml.attribute("name");
    if (relation != null && relation.is("worksheet") && name != null) {
      String state = xml.attribute("state");
      sheets.add(new Sheet(name, relation.part(), state != null && !state.equals("visible")));
    }
  }

  private List<String> sheets() {
    return sheets.stream().map(Sheet::name).toList();
  }

  /**
   * Opens a sheet.
   *
   * @param wanted by name or number from 1; null for the first that is visible
   * @throws ListRefused when there is no such sheet, or the workbook is damaged
   */
  SheetRows rows(@Nullable String wanted, Scratch scratch, ListLimits limits) throws IOException {
    Sheet sheet = choose(wanted);
    InputStream stylesPart = related("styles");
    CellStyles styles = stylesPart == null ? CellStyles.none() : CellStyles.read(stylesPart);
    InputStream texts = related("sharedStrings");
    SharedStrings strings =
        texts == null
            ? SharedStrings.none(scratch)
            : SharedStrings.read(texts, scratch, limits.rowBytes());
    try {
      SheetCells cells =
          new SheetCells(new Xml(required(sheet.part())), strings, styles, from1904, limits);
      return new SheetRows(cells, sheet.name(), sheets(), strings);
    } catch (IOException | RuntimeException e) {
      strings.close();
      throw e;
    }
  }

  private Sheet choose(@Nullable String wanted) {
    if (sheets.isEmpty()) {
      throw Xml.broken("it has no sheet with cells", null);
    }
    if (wanted == null) {
      return sheets.stream().filter(one -> !one.hidden()).findFirst().orElse(sheets.getFirst());
    }
    String name = wanted.strip();
    return named(name)
        .orElseThrow(
            () ->
                ListRefused.because(
                    ListFault.UNKNOWN_SHEET,
                    "there is no sheet '"
                        + Wording.oneLine(name)
                        + "'; found "
                        + Wording.columns(sheets())
                        + "; give one of these names or a number from 1 to "
                        + sheets.size()));
  }

  private Optional<Sheet> named(String name) {
    Optional<Sheet> exact = sheets.stream().filter(one -> one.name().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    Optional<Sheet> similar =
        sheets.stream().filter(one -> one.name().strip().equalsIgnoreCase(name)).findFirst();
    if (similar.isPresent() || !name.matches("[0-9]{1,8}")) {
      return similar;
    }
    int number = Integer.parseInt(name);
    return number >= 1 && number <= sheets.size()
        ? Optional.of(sheets.get(number - 1))
        : Optional.empty();
  }

  private InputStream required(String part) throws IOException {
    InputStream in = zip.open(part);
    if (in == null) {
      throw Xml.broken("its part '" + Wording.oneLine(part) + "' is missing", null);
    }
    return in;
  }

  private @Nullable InputStream related(String kind) throws IOException {
    Optional<String> part = relations.first(kind);
    return part.isPresent() ? zip.open(part.get()) : null;
  }
}
