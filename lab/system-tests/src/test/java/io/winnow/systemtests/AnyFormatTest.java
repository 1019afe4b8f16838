package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.standalone.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the command line, the same list gives the same result in whatever format it comes. */
class AnyFormatTest {
  private static final String CSV = "id,email\n1,ann@gmail.com\n2,not an address\n3,\n";

  @TempDir Path lists;
  @TempDir Path temporary;

  @Test
  void theSameListGivesTheSameResultInEveryFormat() throws Exception {
    byte[] expected = verifiedByAProcess("plain.csv", CSV, "plain");

    String json =
        """
        [{"id":1,"email":"ann@gmail.com"},{"id":2,"email":"not an address"},{"id":3,"email":null}]
        """;
    assertThat(verified("list.json", json.getBytes(StandardCharsets.UTF_8), "list"))
        .isEqualTo(expected);
    assertThat(verified("book.xlsx", zip(workbook()), "book")).isEqualTo(expected);
    assertThat(verified("packed.csv.gz", gzip(CSV), "packed")).isEqualTo(expected);
    assertThat(verified("archive.csv.zip", zip(Map.of("x/list.csv", CSV)), "archive"))
        .isEqualTo(expected);
  }

  @Test
  void anotherSheetIsReadWhenItIsNamed() throws Exception {
    Path list = lists.resolve("book.xlsx");
    Files.write(list, zip(workbook()));

    try (WinnowProcess verify =
        WinnowProcess.start(
            temporary, "verify", list.toString(), "--lab", "--level", "syntax", "--sheet", "May")) {
      assertThat(verify.exitStatus()).isEqualTo(2);
      assertThat(verify.lines()).hasSize(1);
      assertThat(verify.lines().getFirst()).contains("there is no sheet 'May'", "People");
    }
  }

  private byte[] verifiedByAProcess(String name, String content, String result) throws Exception {
    Path list = Files.writeString(lists.resolve(name), content);
    try (WinnowProcess verify =
        WinnowProcess.start(temporary, "verify", list.toString(), "--lab", "--level", "syntax")) {
      assertThat(verify.exitStatus()).as("%s", verify.lines()).isZero();
    }
    return Files.readAllBytes(lists.resolve(result + "_verified.csv"));
  }

  /** By the same command line in this process, which need not start for each list. */
  private byte[] verified(String name, byte[] content, String result) throws Exception {
    Path list = Files.write(lists.resolve(name), content);
    StringWriter said = new StringWriter();
    int status =
        new CommandLine(new Main())
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute("verify", list.toString(), "--lab", "--level", "syntax");
    assertThat(status).as("%s", said).isZero();
    return Files.readAllBytes(lists.resolve(result + "_verified.csv"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return packed.toByteArray();
  }

  private static Map<String, String> workbook() {
    String kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    return Map.of(
        "[Content_Types].xml",
        "<Types/>",
        "xl/workbook.xml",
        "<workbook xmlns:r='x'><sheets><sheet name='People' r:id='a'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='a' Target='sheet.xml' Type='%sworksheet'/></Relationships>"
            .formatted(kind),
        "xl/sheet.xml",
        """
        <worksheet><sheetData>
        <row r='1'><c t='str'><v>id</v></c><c t='str'><v>email</v></c></row>
        <row r='2'><c><v>1</v></c><c t='str'><v>ann@gmail.com</v></c></row>
        <row r='3'><c><v>2</v></c><c t='str'><v>not an address</v></c></row>
        <row r='5'><c><v>3</v></c><c/></row>
        </sheetData></worksheet>
        """);
  }
}
