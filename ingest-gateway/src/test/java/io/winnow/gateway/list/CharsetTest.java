package io.winnow.gateway.list;

import static io.winnow.gateway.list.Checks.CSV;
import static io.winnow.gateway.list.Checks.LIMITS;
import static io.winnow.gateway.list.Checks.charset;
import static io.winnow.gateway.list.Checks.check;
import static io.winnow.gateway.list.Checks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetTest {
  private static final String LIST = "E-Mail,Ort\nann@example.com,Köln 😀\n";

  @Test
  void utf8IsTheDefault() {
    CheckedList checked = check(LIST.getBytes(StandardCharsets.UTF_8), CSV, LIMITS);

    assertThat(checked.charset()).isEqualTo("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkTellsTheCharsetAndIsNoPartOfTheHeader(String charset) {
    byte[] list = ("\uFEFF" + LIST).getBytes(Charset.forName(charset));

    CheckedList checked = check(list, CSV, LIMITS);

    assertThat(checked.charset()).isEqualTo(charset);
    assertThat(checked.layout().columns()).containsExactly("E-Mail", "Ort");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252,windows-1252",
    "ISO-8859-15,iso-8859-15",
    "UTF-16LE,utf-16le",
    "UTF-16BE,utf-16"
  })
  void theNamedCharsetIsUsed(String written, String named) {
    byte[] list = LIST.replace(" 😀", "").getBytes(Charset.forName(written));

    assertThat(check(list, charset(named), LIMITS).rows()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithLineAndRemedyWhereOthersAre() {
    byte[] list = utf8AndLatin1("email,city\r\na@b.c,Düren\r\n\r\nb@b.c,", "Köln\r\n");

    ListRefused refused = refused(list, CSV, LIMITS);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(4);
    assertThat(refused)
        .hasMessageContaining("F6")
        .hasMessageContaining("--charset windows-1252")
        .hasMessageContaining("?charset=windows-1252");
  }

  @Test
  void bytesThatAreNotUtf8AreFoundFarBehindTheSample() {
    String list =
        "email,city\nann@example.com,Düren\n" + "someone@example.com,Bonn\n".repeat(40_000);

    ListRefused refused = refused(utf8AndLatin1(list, "a@b.c,Köln\n"), CSV, LIMITS);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(40_003);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Köln",
        "Málaga, São Paulo, Ærø",
        "“Müller” – 5 €",
        "l’été à Orléans",
        "Œuvres complètes",
        "Straße"
      })
  void westernTextThatIsNoUtf8IsWindows1252(String city) {
    byte[] list = ("email,city\na@b.c,\"" + city + "\"\n").getBytes(windows1252());

    assertThat(check(list, CSV, LIMITS).charset()).isEqualTo("windows-1252");
  }

  @Test
  void westernTextIsFoundFarBehindTheSample() {
    String list = "email,city\n" + "someone@example.com,Bonn\n".repeat(40_000) + "a@b.c,Köln\n";

    CheckedList checked = check(list.getBytes(windows1252()), CSV, LIMITS);

    assertThat(checked.charset()).isEqualTo("windows-1252");
    assertThat(checked.rows()).isEqualTo(40_001);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1251,Нижний Новгород",
    "ISO-8859-2,Małgorzata Bąk",
    "windows-1250,Stanisław Dąbek",
    "Shift_JIS,東京都新宿区",
    "GBK,北京市朝阳区",
    "ISO-8859-7,Θεσσαλονίκη"
  })
  void textThatIsNeitherIsRefusedWithTheRemedy(String charset, String city) {
    byte[] list = ("email,city\na@b.c," + city + "\n").getBytes(Charset.forName(charset));

    ListRefused refused = refused(list, CSV, LIMITS);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(2);
    assertThat(refused).hasMessageContaining("name its charset");
    assertThat(check(list, charset(charset), LIMITS).rows()).isOne();
  }

  @Test
  void theCharsetDoesNotDependOnHowTheBytesArrive() {
    String line = "someone@example.com,Bonn\n";
    for (int lines : new int[] {0, 300, 2_600, 5_300}) {
      byte[] list = ("email,city\n" + line.repeat(lines) + "a@b.c,Köln\n").getBytes(latin1());
      byte[] mixed = utf8AndLatin1("email,x\n" + line.repeat(lines) + "a@b.c,ö\n", "b@b.c,ö\n");

      assertThat(check(inPieces(list), CSV, LIMITS).charset()).isEqualTo("windows-1252");
      assertThat(refused(mixed, CSV, LIMITS).line()).hasValue(lines + 3);
    }
  }

  private static InputStream inPieces(byte[] list) {
    return new ByteArrayInputStream(list) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(7, length));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithoutItsMarkIsRefusedByName(String charset) {
    ListRefused refused = refused(LIST, Charset.forName(charset), CSV);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused)
        .hasMessageContaining("UTF-16 without a byte order mark")
        .hasMessageContaining("charset=" + charset.toLowerCase(Locale.ROOT));
  }

  @Test
  void aNulFarBehindTheHeadIsRefusedWithItsLine() {
    ListRefused refused = refused("email\n" + "a@b.c\n".repeat(5_000) + "b\0@b.c\n");

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(5_002);
    assertThat(refused).hasMessageContaining("NUL");
  }

  private static byte[] utf8AndLatin1(String first, String second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(second.getBytes(latin1()));
    return bytes.toByteArray();
  }

  private static Charset windows1252() {
    return Charset.forName("windows-1252");
  }

  @Test
  void anEarlierFaultIsToldFirst() {
    String list = "email,x\n" + "someone@example.com,1\n".repeat(40_000) + "a@b.c,1,2\nb@b.c,ö\n";

    ListRefused refused = refused(list, latin1(), CSV);

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_CELLS);
    assertThat(refused.line()).hasValue(40_002);
  }

  @Test
  void aCharacterCutOffAtTheEndIsRefused() {
    byte[] whole = "email\na@b.c\nb@ö".getBytes(StandardCharsets.UTF_8);

    ListRefused refused = refused(Arrays.copyOf(whole, whole.length - 1), CSV, LIMITS);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(3);
  }

  @Test
  void charactersMayArriveInPieces() {
    byte[] list = LIST.repeat(20).getBytes(StandardCharsets.UTF_8);
    InputStream byteByByte =
        new ByteArrayInputStream(list) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };

    assertThat(check(byteByByte, CSV, LIMITS).rows()).isEqualTo(39);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-99", "no such thing!", "", "ü"})
  void unknownCharsetIsRefused(String name) {
    ListRefused refused = refused("email\na@b.c\n", charset(name));

    assertThat(refused.fault()).isEqualTo(ListFault.UNKNOWN_CHARSET);
    assertThat(refused).hasMessageContaining("windows-1252");
  }

  @Test
  void spreadsheetsAndArchivesAreRefusedWithTheRemedy() {
    assertNotText("PK\3\4", "XLSX");
    assertNotText("\u001f\u008b", "GZIP");
    assertNotText("\u00d0\u00cf\u0011\u00e0", "XLS");
    assertNotText("%PDF-1.7", "PDF");
    assertNotText("\u0089PNG\r\n", "PNG");
    assertNotText("email\na@b.c\u0000\n", "NUL");
  }

  private static void assertNotText(String head, String named) {
    ListRefused refused = refused(head + " and more\n", StandardCharsets.ISO_8859_1, CSV);

    assertThat(refused.fault()).isEqualTo(ListFault.NOT_TEXT);
    assertThat(refused).hasMessageContaining(named).hasMessageContaining("save");
  }

  @Test
  void aListThatIsShorterThanAnyMagicIsNoTrouble() {
    assertThat(refused("x").fault()).isEqualTo(ListFault.NO_ADDRESS_COLUMN);
  }

  private static Charset latin1() {
    return StandardCharsets.ISO_8859_1;
  }
}
