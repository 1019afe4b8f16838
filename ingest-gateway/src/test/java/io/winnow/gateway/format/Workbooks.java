package io.winnow.gateway.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Workbooks as other programs write them, and as none should. */
final class Workbooks {
  private static final String TYPES =
      "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
  private static final String RELATIONS =
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s"
          + "</Relationships>";
  private static final String KIND =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private Workbooks() {}

  /** Written by a library that is not ours, with shared strings. */
  static byte[] of(List<List<String>> rows) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(file, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("List");
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < rows.get(row).size(); column++) {
          String cell = rows.get(row).get(column);
          if (!cell.isEmpty()) {
            sheet.value(row, column, cell);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** The parts of a workbook of one sheet. */
  static Map<String, byte[]> parts(String rows) {
    return parts(
        "<sheet name='One' sheetId='1' r:id='r1'/>", "", Map.of("r1", sheet(rows)), null, null);
  }

  static String sheet(String rows) {
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  }

  static Map<String, byte[]> parts(
      String sheets,
      String properties,
      Map<String, String> sheetById,
      String strings,
      String styles) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    StringBuilder relations = new StringBuilder();
    parts.put("[Content_Types].xml", Intakes.utf8(TYPES));
    parts.put(
        "_rels/.rels",
        Intakes.utf8(RELATIONS.formatted(relation("r1", "officeDocument", "xl/workbook.xml"))));
    parts.put(
        "xl/workbook.xml",
        Intakes.utf8(
            "<workbook xmlns:r='x'>" + properties + "<sheets>" + sheets + "</sheets></workbook>"));
    sheetById.forEach(
        (id, sheet) -> {
          relations.append(relation(id, "worksheet", "worksheets/" + id + ".xml"));
          parts.put("xl/worksheets/" + id + ".xml", Intakes.utf8(sheet));
        });
    if (strings != null) {
      relations.append(relation("s", "sharedStrings", "/xl/sharedStrings.xml"));
      parts.put("xl/sharedStrings.xml", Intakes.utf8("<sst>" + strings + "</sst>"));
    }
    if (styles != null) {
      relations.append(relation("t", "styles", "../xl/styles.xml"));
      parts.put("xl/styles.xml", Intakes.utf8("<styleSheet>" + styles + "</styleSheet>"));
    }
    parts.put("xl/_rels/workbook.xml.rels", Intakes.utf8(RELATIONS.formatted(relations)));
    return parts;
  }

  private static String relation(String id, String kind, String target) {
    return "<Relationship Id='%s' Type='%s' Target='%s'/>".formatted(id, KIND + kind, target);
  }

  /** A cell with its text in it. */
  static String cell(String reference, String text) {
    return "<c r='%s' t='inlineStr'><is><t>%s</t></is></c>".formatted(reference, text);
  }
}
