package io.winnow.gateway.list;

import static io.winnow.gateway.list.Checks.CSV;
import static io.winnow.gateway.list.Checks.LIMITS;
import static io.winnow.gateway.list.Checks.charset;
import static io.winnow.gateway.list.Checks.check;
import static io.winnow.gateway.list.Checks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  void bytesThatAreNotUtf8AreRefusedWithLineAndRemedy() {
    ListRefused refused = refused("email,city\r\na@b.c,Bonn\r\n\r\nb@b.c,Köln\r\n", latin1(), CSV);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(4);
    assertThat(refused)
        .hasMessageContaining("F6")
        .hasMessageContaining("--charset windows-1252")
        .hasMessageContaining("?charset=windows-1252");
  }

  @Test
  void bytesThatAreNotUtf8AreFoundFarBehindTheSample() {
    String list = "email,city\n" + "someone@example.com,Bonn\n".repeat(40_000) + "a@b.c,Köln\n";

    ListRefused refused = refused(list, latin1(), CSV);

    assertThat(refused.fault()).isEqualTo(ListFault.INVALID_ENCODING);
    assertThat(refused.line()).hasValue(40_002);
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
