package io.winnow.gateway.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists many times the size of the heap are taken in by a process of its own. */
class LittleMemoryTest {
  private static final int ROWS = 200_000;
  private static final String FILLING = "x".repeat(150);

  @TempDir Path directory;

  @Test
  void aWorkbookWithSharedStringsBeyondTheHeapIsTakenIn() throws Exception {
    Path workbook = directory.resolve("book.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(workbook))) {
      String parts = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
      part(zip, "[Content_Types].xml", "<Types/>");
      part(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns:r='x'><sheets><sheet name='A' r:id='a'/></sheets></workbook>");
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          ("<Relationships><Relationship Id='a' Target='a.xml' Type='%1$sworksheet'/>"
                  + "<Relationship Id='s' Target='s.xml' Type='%1$ssharedStrings'/></Relationships>")
              .formatted(parts));
      zip.putNextEntry(new ZipEntry("xl/a.xml"));
      write(zip, "<worksheet><sheetData>");
      for (int i = 0; i < ROWS; i++) {
        write(zip, "<row><c t='s'><v>%d</v></c></row>".formatted(ROWS - 1 - i));
      }
      write(zip, "</sheetData></worksheet>");
      zip.putNextEntry(new ZipEntry("xl/s.xml"));
      write(zip, "<sst>");
      for (int i = 0; i < ROWS; i++) {
        write(zip, "<si><t>" + i + FILLING + "@b.c</t></si>");
      }
      write(zip, "</sst>");
    }

    assertTakenIn(workbook);
  }

  @Test
  void jsonInAnArchiveBeyondTheHeapIsTakenIn() throws Exception {
    Path archive = directory.resolve("list.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("list.json"));
      write(zip, "{\"emails\":[\"a@b.c\"");
      for (int i = 1; i < ROWS; i++) {
        write(zip, ",\"" + i + FILLING + "@b.c\"");
      }
      write(zip, "]}");
    }

    assertTakenIn(archive);
  }

  private static void part(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    write(zip, text);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertTakenIn(Path list) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Taking.class.getName(),
                list.toString(),
                Files.createDirectory(directory.resolve("scratch")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(output)).contains(ROWS + " rows");
  }

  /** Takes a list in, and says how many rows it has. */
  static final class Taking {
    private Taking() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[1]);
      ListLimits limits = new ListLimits(1L << 40, 1_000_000, 896 * 1024, 1_000);
      try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
        CheckedList list =
            new ListIntake(limits)
                .take(
                    in, new ListHints(ListFormat.CSV, null, null), new DirectoryScratch(directory));
        System.out.println(list.rows() + " rows");
      }
    }
  }

  private record DirectoryScratch(Path directory) implements Scratch {
    @Override
    public OutputStream create(String name) throws IOException {
      return new BufferedOutputStream(
          Files.newOutputStream(file(name), StandardOpenOption.CREATE_NEW));
    }

    @Override
    public Path file(String name) {
      return directory.resolve(name);
    }

    @Override
    public void remove(String name) throws IOException {
      Files.deleteIfExists(file(name));
    }
  }
}
