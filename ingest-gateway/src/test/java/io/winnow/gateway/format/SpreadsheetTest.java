package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.zip;
import static io.winnow.gateway.format.Workbooks.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ListLayout;
import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTest {
  @TempDir Path directory;
  private Intakes intakes;

  @BeforeEach
  void intakes() {
    intakes = new Intakes(directory);
  }

  private static ListHints sheet(String sheet) {
    return new ListHints(ListFormat.CSV, null, null, sheet);
  }

  @Test
  void aWorkbookOfAnotherProgramIsRead() {
    byte[] workbook =
        Workbooks.of(
            List.of(
                List.of("Id", "E-Mail", "Ort"),
                List.of("1", "ann@b.c", "Köln 😀"),
                List.of("2", "", "two\nlines, \"quoted\""),
                List.of("", "", ""),
                List.of("3", "bob@b.c", "")));

    CheckedList list = intakes.take(workbook, ANY);

    assertThat(list.format()).isEqualTo(ListFormat.XLSX);
    assertThat(list.layout())
        .isEqualTo(new ListLayout(List.of("Id", "E-Mail", "Ort"), 1, ",", true));
    assertThat(intakes.cells(list, 0))
        .containsExactly(
            List.of("1", "ann@b.c", "Köln 😀"),
            List.of("2", "", "two\nlines, \"quoted\""),
            List.of("3", "bob@b.c", ""));
  }

  @Test
  void cellsOfEveryTypeAreReadAsPeopleSeeThem() {
    String styles =
        """
        <numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd;@'/>
        <numFmt numFmtId='165' formatCode='[Red]0.00 "days"'/></numFmts>
        <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>
        <cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='22'/><xf numFmtId='165'/></cellXfs>
        """;
    String strings =
        "<si><t>ann@b.c</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ch"
            + " </t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>";
    String row =
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c t='s'><v>1</v></c>"
            + "<c><v>4917012345678</v></c><c><v>1.1000000000000001</v></c><c><v>1E-3</v></c>"
            + "<c s='1'><v>45678</v></c><c s='2'><v>45678.5</v></c><c s='3'><v>2</v></c>"
            + "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
            + "<c t='str'><f>A1&amp;\"x\"</f><v>a_x000D_b&lt;</v></c><c r='N1'><v>0</v></c>"
            + "<c r='AA1' t='d'><v>2026-01-02</v></c></row>";
    byte[] workbook =
        zip(
            Workbooks.parts(
                "<sheet name='One' sheetId='1' r:id='r1'/>",
                "",
                Map.of("r1", Workbooks.sheet(row)),
                strings,
                styles));

    List<String> cells = intakes.cells(workbook, ANY).getFirst();

    assertThat(cells)
        .containsSubsequence(
            "ann@b.c",
            "rich ",
            "4917012345678",
            "1.1",
            "0.001",
            "2025-01-21",
            "2025-01-21 12:00:00",
            "2",
            "TRUE",
            "#N/A",
            "a\rb<",
            "",
            "",
            "0",
            "",
            "2026-01-02")
        .hasSize(27);
  }

  @Test
  void daysMayBeCountedFrom1904() {
    byte[] workbook =
        zip(
            Workbooks.parts(
                "<sheet name='One' sheetId='1' r:id='r1'/>",
                "<workbookPr date1904='1'/>",
                Map.of(
                    "r1",
                    Workbooks.sheet(
                        "<row>" + cell("A1", "a@b.c") + "<c s='0'><v>44216</v></c></row>")),
                null,
                "<cellXfs><xf numFmtId='14'/></cellXfs>"));

    assertThat(intakes.cells(workbook, ANY)).containsExactly(List.of("a@b.c", "2025-01-21"));
  }

  @Test
  void emptyRowsAreNoneAndRowsMayBeWiderThanTheHeader() {
    byte[] workbook =
        zip(
            Workbooks.parts(
                "<row r='3'>"
                    + cell("B3", "email")
                    + "</row><row r='4'><c r='A4' s='1'/></row><row r='9'>"
                    + cell("B9", "a@b.c")
                    + cell("D9", "note")
                    + "</row><row r='10'/>"));

    CheckedList list = intakes.take(workbook, ANY);

    assertThat(list.layout().columns()).containsExactly("", "email", "column_3", "column_4");
    assertThat(intakes.cells(list, 0)).containsExactly(List.of("", "a@b.c", "", "note"));
  }

  private static byte[] threeSheets() {
    return zip(
        Workbooks.parts(
            "<sheet name='Hidden' state='hidden' r:id='r1'/><sheet name='May' r:id='r2'/>"
                + "<sheet name='June' r:id='r3'/><sheet name='Chart' r:id='none'/>",
            "",
            new TreeMap<>(
                Map.of(
                    "r1", Workbooks.sheet("<row>" + cell("A1", "hidden@b.c") + "</row>"),
                    "r2", Workbooks.sheet("<row>" + cell("A1", "may@b.c") + "</row>"),
                    "r3", Workbooks.sheet("<row>" + cell("A1", "june@b.c") + "</row>"))),
            null,
            null));
  }

  @ParameterizedTest
  @CsvSource({"june,june@b.c", "May,may@b.c", "1,hidden@b.c", "3,june@b.c", "Hidden,hidden@b.c"})
  void theSheetIsChosenByNameOrNumber(String chosen, String address) {
    assertThat(intakes.cells(threeSheets(), sheet(chosen))).containsExactly(List.of(address));
  }

  @Test
  void theFirstVisibleSheetIsTheDefault() {
    assertThat(intakes.cells(threeSheets(), ANY)).containsExactly(List.of("may@b.c"));
  }

  @Test
  void aSheetThatIsNotThereIsRefusedWithThoseThatAre() {
    ListRefused refused = intakes.refused(threeSheets(), sheet("July"));

    assertThat(refused.fault()).isEqualTo(ListFault.UNKNOWN_SHEET);
    assertThat(refused).hasMessageContaining("Hidden, May, June").hasMessageContaining("1 to 3");
  }

  @Test
  void aFaultNamesTheRowAndTheSheet() {
    byte[] workbook =
        zip(
            Workbooks.parts(
                "<row r='1'>"
                    + cell("A1", "a@b.c")
                    + "</row><row r='7'>"
                    + cell("A7", "x".repeat(70_000))
                    + "</row>"));

    ListRefused refused = intakes.refused(workbook);

    assertThat(refused.fault()).isEqualTo(ListFault.ROW_TOO_LARGE);
  }

  @Test
  void tooManyColumnsAreRefused() {
    byte[] workbook =
        zip(
            Workbooks.parts(
                "<row r='1'>" + cell("A1", "a@b.c") + cell("XFD1", "far away") + "</row>"));

    ListRefused refused = intakes.refused(workbook);

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_COLUMNS);
    assertThat(refused.line()).hasValue(1);
    assertThat(refused).hasMessageContaining("16384");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY e 'boom'>]><worksheet><sheetData><row><c t='str'><v>&e;</v></c></row>"
            + "</sheetData></worksheet>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><worksheet><sheetData>&x;</sheetData></worksheet>",
        "<worksheet><sheetData><row><c t='s'><v>7</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c><v>1</v>",
        "<worksheet><sheetData><row></sheetData></worksheet>",
        "no XML at all",
        ""
      })
  void aSheetThatIsBrokenOrMeansHarmIsRefused(String sheet) {
    Map<String, byte[]> parts = Workbooks.parts("");
    parts.put("xl/worksheets/r1.xml", Intakes.utf8(sheet));

    assertThat(intakes.refused(zip(parts)).fault())
        .isIn(ListFault.BROKEN_SPREADSHEET, ListFault.EMPTY_LIST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xl/worksheets/r1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
  void aMissingPartIsRefused(String part) {
    Map<String, byte[]> parts = Workbooks.parts("<row>" + cell("A1", "a@b.c") + "</row>");
    parts.remove(part);

    assertThat(intakes.refused(zip(parts)).fault()).isEqualTo(ListFault.BROKEN_SPREADSHEET);
  }

  @Test
  void otherOfficeFilesAreRefusedByName() {
    assertThat(intakes.refused(zip(Intakes.files("mimetype", "x", "META-INF/manifest.xml", "x"))))
        .hasMessageContaining("OpenDocument");
    assertThat(
            intakes.refused(
                zip(Intakes.files("[Content_Types].xml", "x", "word/document.xml", "x"))))
        .hasMessageContaining("DOCX");
    assertThat(
            intakes.refused(zip(Intakes.files("[Content_Types].xml", "x", "xl/workbook.bin", "x"))))
        .hasMessageContaining("XLSB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "General|false",
        "0.00|false",
        "#,##0 \"days\"|false",
        "[Red]0.0|false",
        "[$-409]d-mmm-yy|true",
        "[h]:mm:ss|true",
        "yyyy\\-mm\\-dd;@|true",
        "0_);[Red]\\(0\\)|false"
      })
  void formatsOfDatesAreToldFromOthers(String code, boolean date) {
    assertThat(CellStyles.isDate(code)).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource({
    "0,00:00:00",
    "0.5,12:00:00",
    "1,1900-01-01",
    "59,1900-02-28",
    "61,1900-03-01",
    "-1,-1",
    "1E300,1E+300",
    "x,x",
    "2958465,9999-12-31"
  })
  void datesAreThoseOfTheCalendar(String stored, String shown) {
    assertThat(CellText.date(stored, false)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "007,7",
    "-0,0",
    "0.30000000000000004,0.3",
    "1E+3,1000",
    "1E999999999,1E+999999999",
    "12345678901234567890,12345678901234600000",
    "NaN,NaN",
    "1.50,1.5"
  })
  void numbersLoseTheirNoise(String stored, String shown) {
    assertThat(CellText.number(stored)).isEqualTo(shown);
  }
}
