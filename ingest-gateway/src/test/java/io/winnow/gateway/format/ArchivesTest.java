package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.files;
import static io.winnow.gateway.format.Intakes.gzip;
import static io.winnow.gateway.format.Intakes.utf8;
import static io.winnow.gateway.format.Intakes.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.ListRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
  private static final byte[] CSV = utf8("id;email\n1;ann@b.c\n2;bob@b.c\n");

  @TempDir Path directory;
  private Intakes intakes;

  @BeforeEach
  void intakes() {
    intakes = new Intakes(directory);
  }

  @Test
  void packedTextIsKeptUnpacked() {
    for (byte[] packed : List.of(gzip(CSV), zip("list.csv", CSV))) {
      CheckedList list = intakes.take(packed, ANY);

      assertThat(list.format()).isEqualTo(ListFormat.CSV);
      assertThat(list.layout().delimiter()).isEqualTo(";");
      assertThat(directory.resolve(ListIntake.LIST)).hasBinaryContent(CSV);
      assertThat(intakes.rows(list, 1)).containsExactly(new ListRow("bob@b.c", List.of("2")));
    }
  }

  @Test
  void jsonAndWorkbooksMayBePackedToo() {
    byte[] json = utf8("[{\"email\":\"ann@b.c\"}]");
    byte[] workbook = Workbooks.of(List.of(List.of("email"), List.of("ann@b.c")));

    for (byte[] packed :
        List.of(gzip(json), zip("x", json), gzip(workbook), zip("list.xlsx", workbook))) {
      assertThat(intakes.cells(packed, ANY)).containsExactly(List.of("ann@b.c"));
    }
  }

  @Test
  void theNameInAnArchiveTellsTheFormatOfText() {
    byte[] list = utf8("ann@b.c\n\"x, y\"@b.c\n");

    assertThat(intakes.take(zip("a/b/list.TXT", list), ANY).format()).isEqualTo(ListFormat.LINES);
    assertThat(intakes.refused(zip("list.csv", list)).fault()).isEqualTo(ListFault.MISPLACED_QUOTE);
  }

  @Test
  void gzipMayHaveSeveralMembers() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(utf8("email\na@b")));
    members.write(gzip(new byte[0]));
    members.write(gzip(utf8(".c\nb@b.c\n")));

    assertThat(intakes.cells(members.toByteArray(), ANY))
        .containsExactly(List.of("a@b.c"), List.of("b@b.c"));
  }

  @Test
  void gzipWithAllPartsOfAHeaderIsRead() {
    byte[] plain = gzip(CSV);
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    full.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
    full.writeBytes(utf8("../../list.csv\0a comment\0"));
    full.writeBytes(new byte[] {0, 0});
    full.write(plain, 10, plain.length - 10);

    assertThat(intakes.take(full.toByteArray(), ANY).rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 30})
  void gzipThatBreaksOffIsRefused(int missing) {
    byte[] whole = gzip(CSV);

    ListRefused refused = intakes.refused(Arrays.copyOf(whole, whole.length - missing));

    assertThat(refused.fault()).isEqualTo(ListFault.BROKEN_ARCHIVE);
    assertThat(refused).hasMessageContaining("breaks off");
  }

  @Test
  void gzipFollowedByAnythingElseIsRefused() throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write(gzip(CSV));
    list.write(utf8("and more"));

    ListRefused refused = intakes.refused(list.toByteArray());

    assertThat(refused.fault()).isEqualTo(ListFault.BROKEN_ARCHIVE);
    assertThat(refused).hasMessageContaining("followed by something else");
  }

  @Test
  void zipThatBreaksOffOrIsFollowedByAnythingElseIsRefused() {
    byte[] whole = zip("list.csv", CSV);
    for (int length : new int[] {4, 40, whole.length - 22, whole.length - 1, whole.length + 1}) {
      assertThat(intakes.refused(Arrays.copyOf(whole, length)).fault())
          .as("%d of %d bytes", length, whole.length)
          .isEqualTo(ListFault.BROKEN_ARCHIVE);
    }
  }

  @Test
  void aFolderAndWhatAMacAddsDoNotCount() {
    byte[] packed =
        zip(
            files(
                "lists/",
                "",
                "lists/a.csv",
                "email\na@b.c\n",
                "__MACOSX/lists/._a.csv",
                "x",
                "lists/.DS_Store",
                "x"));

    assertThat(intakes.take(packed, ANY).rows()).isOne();
  }

  @Test
  void anArchiveHoldsOneFile() {
    ListRefused two = intakes.refused(zip(files("a.csv", "email\n", "b.csv", "email\n")));
    ListRefused none = intakes.refused(zip(files("folder/", "")));
    ListRefused empty = intakes.refused(zip(files()));
    ListRefused thousands =
        intakes.refused(
            zip(
                IntStream.range(0, 6_000)
                    .boxed()
                    .collect(
                        Collectors.toMap(
                            i -> "a-file-with-a-name-of-some-length-" + i + ".csv",
                            i -> new byte[0]))));

    assertThat(List.of(two, none, empty, thousands))
        .extracting(ListRefused::fault)
        .containsOnly(ListFault.NOT_ONE_FILE);
    assertThat(two).hasMessageContaining("2 files: a.csv, b.csv");
  }

  @Test
  void anArchiveInAnArchiveIsRefused() {
    for (byte[] nested :
        List.of(
            gzip(gzip(CSV)),
            gzip(zip("a.csv", CSV)),
            zip("a.gz", gzip(CSV)),
            zip("a.zip", zip("a.csv", CSV)))) {
      assertThat(intakes.refused(nested).fault()).isEqualTo(ListFault.NESTED_ARCHIVE);
    }
  }

  @Test
  void anEncryptedArchiveIsRefused() {
    byte[] packed = zip("list.csv", CSV);
    for (int i = 0; i + 4 < packed.length; i++) {
      if (packed[i] == 'P' && packed[i + 1] == 'K' && packed[i + 2] == 1 && packed[i + 3] == 2) {
        packed[i + 8] |= 1;
      }
    }

    assertThat(intakes.refused(packed).fault()).isEqualTo(ListFault.ENCRYPTED);
  }

  @ParameterizedTest
  @CsvSource({"../../../etc/passwd", "/etc/passwd", "C:\\\\x.csv", "..", "a/../../list"})
  void namesInAnArchiveLeadNowhere(String name) {
    assertThat(intakes.cells(zip(name, utf8("email\na@b.c\n")), ANY))
        .containsExactly(List.of("a@b.c"));
    assertThat(directory.getParent().resolve("passwd")).doesNotExist();
  }

  @Test
  void whatUnpacksToFarTooMuchIsRefusedBeforeMuchOfItIs() throws IOException {
    Intakes generous = new Intakes(directory, limits(1L << 40, 250));
    byte[] gzip = bomb(GZIPOutputStream::new);
    byte[] zip =
        bomb(
            out -> {
              ZipOutputStream archive = new ZipOutputStream(out);
              archive.putNextEntry(new ZipEntry("bomb.csv"));
              return archive;
            });

    for (byte[] bomb : List.of(gzip, zip, gzip(gzip))) {
      ListRefused refused = generous.refused(bomb);

      assertThat(refused.fault()).isIn(ListFault.EXPANDS_TOO_MUCH, ListFault.NESTED_ARCHIVE);
    }
  }

  @Test
  void whatUnpacksToMoreThanAListMayHaveIsRefused() throws IOException {
    byte[] packed = bomb(GZIPOutputStream::new);

    ListRefused refused = new Intakes(directory, limits(20 << 20, 2_000)).refused(packed);

    assertThat(refused.fault()).isEqualTo(ListFault.LIST_TOO_LARGE);
  }

  private static ListLimits limits(long bytes, int ratio) {
    return new ListLimits(bytes, 1_000_000_000, 64 * 1024, 50, ratio);
  }

  private interface Packing {
    OutputStream into(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] bomb(Packing packing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] lines = utf8("someone@example.com\n".repeat(50_000));
    try (OutputStream out = packing.into(packed)) {
      for (int i = 0; i < 100; i++) {
        out.write(lines);
      }
    }
    return packed.toByteArray();
  }

  @Test
  void anUploadThatBreaksOffIsSaidToBeThat() {
    byte[] start = gzip(CSV);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(start, 0, start.length - 3),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("reset");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("reset");
              }
            });

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> intakes.take(broken, ANY));

    assertThat(refused.fault()).isEqualTo(ListFault.UPLOAD_INTERRUPTED);
  }
}
