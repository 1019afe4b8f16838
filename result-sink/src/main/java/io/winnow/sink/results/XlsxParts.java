package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

/** The parts of a workbook beside its sheets (ECMA-376, parts 1 and 2). */
final class XlsxParts {
  static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String RELATIONS_PART =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private XlsxParts() {}

  static String sheetPath(int sheet) {
    return "xl/worksheets/sheet" + sheet + ".xml";
  }

  static String sheetBegin() {
    return XML
        + "<worksheet xmlns=\""
        + MAIN
        + "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
        + " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>";
  }

  static String sheetEnd() {
    return "</sheetData></worksheet>";
  }

  /** Writes all that names the sheets, which are there. */
  static void write(OpcZip zip, int sheets) throws IOException {
    part(
        zip,
        "xl/workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
            .formatted(
                MAIN,
                RELATIONS,
                each(
                    sheets,
                    sheet ->
                        "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
                            .formatted(
                                sheet == 1 ? "results" : "results " + sheet, sheet, sheet))));
    part(
        zip,
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"%s\">%s%s</Relationships>"
            .formatted(
                RELATIONS_PART,
                each(
                    sheets,
                    sheet -> relation(sheet, "worksheet", "worksheets/sheet" + sheet + ".xml")),
                relation(sheets + 1, "styles", "styles.xml")));
    part(
        zip,
        "xl/styles.xml",
        "<styleSheet xmlns=\"%s\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"1\"><xf xfId=\"0\"/></cellXfs></styleSheet>"
            .formatted(MAIN));
    part(
        zip,
        "_rels/.rels",
        "<Relationships xmlns=\"%s\">%s</Relationships>"
            .formatted(RELATIONS_PART, relation(1, "officeDocument", "xl/workbook.xml")));
    part(
        zip,
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>%s%s%s</Types>"
            .formatted(
                override("xl/workbook.xml", "sheet.main"),
                override("xl/styles.xml", "styles"),
                each(sheets, sheet -> override(sheetPath(sheet), "worksheet"))));
  }

  private static String relation(int number, String type, String target) {
    return "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>"
        .formatted(number, RELATIONS, type, target);
  }

  private static String override(String path, String type) {
    return "<Override PartName=\"/%s\" ContentType=\"%s%s+xml\"/>".formatted(path, TYPE, type);
  }

  private static String each(int sheets, IntFunction<String> text) {
    return IntStream.rangeClosed(1, sheets).mapToObj(text).collect(Collectors.joining());
  }

  private static void part(OpcZip zip, String path, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    byte[] bytes = (XML + text).getBytes(UTF_8);
    zip.write(bytes, 0, bytes.length);
    zip.closeEntry();
  }
}
