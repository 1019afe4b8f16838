package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.gzip;
import static io.winnow.gateway.format.Intakes.utf8;
import static io.winnow.gateway.format.Intakes.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
  @TempDir Path directory;
  private Intakes intakes;

  @BeforeEach
  void intakes() {
    intakes = new Intakes(directory);
  }

  @Test
  void aSmallListIsToldWhole() {
    byte[] list =
        "id;Ort;E-Mail\n1;Köln;ann@b.c\n2;Ulm\n".getBytes(Charset.forName("windows-1252"));

    ListPreview preview = intakes.preview(list, ANY);

    assertThat(preview)
        .isEqualTo(
            new ListPreview(
                ListFormat.CSV,
                "none",
                "windows-1252",
                ";",
                true,
                List.of("id", "Ort", "E-Mail"),
                2,
                "name",
                null,
                null,
                List.of(List.of("1", "Köln", "ann@b.c"), List.of("2", "Ulm", "")),
                2,
                true,
                2L,
                preview.warnings()));
    assertThat(preview.warnings()).anyMatch(one -> one.contains("Windows-1252"));
    assertThat(preview.warnings()).anyMatch(one -> one.contains("1 of the first 2 rows"));
  }

  private static String csv(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> (1_000_000 + i) + ",user" + (1_000_000 + i) + "@example.com\n")
        .collect(Collectors.joining("", "id,contact\n", ""));
  }

  @Test
  void ofALargeListOnlyTheBeginningIsRead() throws Exception {
    byte[] list = utf8(csv(200_000));
    ByteArrayInputStream upload = new ByteArrayInputStream(list);

    ListPreview preview =
        new ListIntake(Intakes.LIMITS).preview(upload, list.length, ANY, new NoScratch());

    assertThat(list.length - upload.available()).isLessThan(1 << 20);
    assertThat(preview.complete()).isFalse();
    assertThat(preview.rows()).hasSize(20);
    assertThat((double) preview.estimatedRows()).isCloseTo(200_000, within(80_000.0));
    assertThat(preview.addressColumnBy()).isEqualTo("content");
  }

  @Test
  void packedListsAreToldByWhatIsInThem() {
    byte[] list = utf8(csv(100_000));

    ListPreview gzip = intakes.preview(gzip(list), ANY);
    ListPreview zip = intakes.preview(zip("list.csv", list), ANY);

    assertThat(gzip.container()).isEqualTo("gzip");
    assertThat(zip.container()).isEqualTo("zip");
    assertThat((double) gzip.estimatedRows()).isCloseTo(100_000, within(50_000.0));
    assertThat((double) zip.estimatedRows()).isCloseTo(100_000, within(50_000.0));
  }

  @Test
  void withoutALengthNothingTellsHowManyRowsThereAre() {
    assertThat(intakes.preview(utf8(csv(100_000)), -1, ANY).estimatedRows()).isNull();
    assertThat(intakes.preview(utf8(csv(10)), -1, ANY).estimatedRows()).isEqualTo(10);
  }

  @Test
  void aWorkbookIsToldWithItsSheets() {
    byte[] workbook = Workbooks.of(List.of(List.of("email", "x"), List.of("a@b.c", "1")));

    ListPreview preview = intakes.preview(workbook, ANY);

    assertThat(preview.format()).isEqualTo(ListFormat.XLSX);
    assertThat(preview.delimiter()).isNull();
    assertThat(preview.sheet()).isEqualTo("List");
    assertThat(preview.sheets()).containsExactly("List");
    assertThat(preview.estimatedRows()).isEqualTo(1);
  }

  @Test
  void jsonIsToldByItsFirstRows() {
    String rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"email\":\"a" + i + "@b.c\",\"n\":" + i + "}")
            .collect(Collectors.joining(",", "[", "]"));

    ListPreview preview = intakes.preview(utf8(rows), ANY);

    assertThat(preview.format()).isEqualTo(ListFormat.JSON);
    assertThat(preview.columns()).containsExactly("email", "n");
    assertThat(preview.rows().get(3)).containsExactly("a3@b.c", "3");
    assertThat(preview.rowsRead()).isEqualTo(1_001);
  }

  @Test
  void theChoiceOfAColumnIsToldAsThat() {
    ListPreview preview =
        intakes.preview(utf8("a@b.c,b@b.c\n"), new ListHints(ListFormat.CSV, null, "2"));

    assertThat(preview.addressColumn()).isEqualTo(1);
    assertThat(preview.addressColumnBy()).isEqualTo("choice");
    assertThat(preview.warnings()).anyMatch(one -> one.contains("no header"));
  }

  @Test
  void faultsAreThoseOfAnUpload() {
    for (String bad :
        List.of("", "email\n", "email,x\na@b.c,1,2\n", "x\ny\n", "email\n\"a@b.c", "[1]", "[\"a")) {
      ListRefused uploaded = intakes.refused(utf8(bad));
      ListRefused previewed =
          catchThrowableOfType(ListRefused.class, () -> intakes.preview(utf8(bad), ANY));

      assertThat(previewed.fault()).as(bad).isEqualTo(uploaded.fault());
      assertThat(previewed.detail()).as(bad).isEqualTo(uploaded.detail());
    }
  }

  @Test
  void aQuoteThatTheBeginningEndsInIsNoFault() {
    byte[] list = utf8("email,x\na@b.c,\"" + "y".repeat(60_000) + "\"\n" + csv(1).repeat(20_000));

    assertThat(intakes.preview(list, ANY).rowsRead()).isPositive();

    byte[] open =
        utf8("email,x\n" + "a@b.c,1\n".repeat(32_766) + "b@b.c,\"" + "y\n".repeat(20_000));
    assertThat(intakes.preview(open, ANY).columns()).containsExactly("email", "x");
    assertThat(intakes.refused(open).fault()).isEqualTo(ListFault.UNCLOSED_QUOTE);
  }

  /** Text needs no file. */
  private static final class NoScratch implements Scratch {
    @Override
    public OutputStream create(String name) {
      throw new AssertionError("a file named " + name);
    }

    @Override
    public Path file(String name) {
      throw new AssertionError("a file named " + name);
    }

    @Override
    public void remove(String name) {}
  }
}
