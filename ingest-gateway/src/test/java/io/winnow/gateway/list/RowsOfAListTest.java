package io.winnow.gateway.list;

import static io.winnow.gateway.list.Checks.CSV;
import static io.winnow.gateway.list.Checks.LIMITS;
import static io.winnow.gateway.list.Checks.check;
import static io.winnow.gateway.list.Checks.csv;
import static io.winnow.gateway.list.Checks.lines;
import static io.winnow.gateway.list.Checks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsOfAListTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyLineEndWillDo(String lineEnd) {
    String list = "email\na@b.c\nb@b.c\nc@b.c".replace("\n", lineEnd);

    assertThat(csv(list).rows()).isEqualTo(3);
    assertThat(csv(list + lineEnd).rows()).isEqualTo(3);
    assertThat(lines(list + lineEnd).rows()).isEqualTo(3);
  }

  @Test
  void blankLinesAreNoRows() {
    assertThat(csv("email,x\n\na@b.c,1\n   \n\t\n\r\nb@b.c,2\n\n\n").rows()).isEqualTo(2);
    assertThat(lines("\na@b.c\n \n\nb@b.c\n\n").rows()).isEqualTo(2);
  }

  @Test
  void emptyCellsAndEmptyQuotesAreRows() {
    assertThat(csv("email,x\n,\na@b.c,\n").rows()).isEqualTo(2);
    assertThat(csv("email\n\"\"\na@b.c\n").rows()).isEqualTo(2);
  }

  @Test
  void shortRowsAreGood() {
    assertThat(csv("email,x,y\na@b.c\nb@b.c,1\n").rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "   \n", "\uFEFF", "\uFEFF\n"})
  void anEmptyListIsRefused(String list) {
    ListRefused refused = refused(list);

    assertThat(refused.fault()).isEqualTo(ListFault.EMPTY_LIST);
    assertThat(refused.line()).isEmpty();
    assertThat(refused("", Checks.LINES).fault()).isEqualTo(ListFault.EMPTY_LIST);
  }

  @Test
  void aHeaderAloneIsRefused() {
    ListRefused refused = refused("id,email\n\n");

    assertThat(refused.fault()).isEqualTo(ListFault.EMPTY_LIST);
    assertThat(refused).hasMessageContaining("header");
  }

  @Test
  void aHeaderOverAndOverIsRefused() {
    ListRefused refused = refused("id,email\n".repeat(20));

    assertThat(refused.fault()).isEqualTo(ListFault.EMPTY_LIST);
    assertThat(refused).hasMessageContaining("20 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void tooManyCellsAreRefusedWithLineAndCounts(String lineEnd) {
    ListRefused refused =
        refused("email,x\na@b.c,\"1\n2\n3\"\n\nb@b.c,1,2,3\n".replace("\n", lineEnd));

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_CELLS);
    assertThat(refused.line()).hasValue(6);
    assertThat(refused).hasMessageContaining("found 4").hasMessageContaining("2");
  }

  @Test
  void aFilledCellBehindEmptyOnesIsOneTooMany() {
    ListRefused refused = refused("email,x\na@b.c,1,,\nb@b.c,1,,2,\n");

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_CELLS);
    assertThat(refused.line()).hasValue(3);
  }

  @Test
  void tooManyCellsAreFoundFarBehindTheSample() {
    String list = "email,x\n" + "someone@example.com,1\n".repeat(40_000) + "b@b.c,1,2\n";

    ListRefused refused = refused(list);

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_CELLS);
    assertThat(refused.line()).hasValue(40_002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anUnclosedQuoteIsRefusedWithTheLineItOpensIn(String lineEnd) {
    String list = "email,x,y\na@b.c,\"1\n2\",3\nb@b.c,\"two\nlines\",\"open\nto the\nend";

    ListRefused refused = refused(list.replace("\n", lineEnd));

    assertThat(refused.fault()).isEqualTo(ListFault.UNCLOSED_QUOTE);
    assertThat(refused.line()).hasValue(5);
  }

  @Test
  void textBehindAClosingQuoteIsRefused() {
    ListRefused refused = refused("email,x\na@b.c,\"1\"\nb@b.c,\"1\" inch\n");

    assertThat(refused.fault()).isEqualTo(ListFault.MISPLACED_QUOTE);
    assertThat(refused.line()).hasValue(3);
  }

  @Test
  void aMisplacedQuoteInTheVeryFirstRowIsRefused() {
    ListRefused refused = refused("\"email\"x,y\na@b.c,1\n");

    assertThat(refused.fault()).isEqualTo(ListFault.MISPLACED_QUOTE);
    assertThat(refused.line()).hasValue(1);
  }

  @Test
  void quotesWithinACellAreGood() {
    assertThat(csv("email,x\na@b.c,5\" disk\nb@b.c,say \"hi\"\n").rows()).isEqualTo(2);
  }

  @Test
  void tooManyRowsAreRefusedAtTheFirstBeyond() {
    ListLimits limits = new ListLimits(LIMITS.bytes(), 2, LIMITS.rowBytes(), LIMITS.columns());

    assertThat(check(utf8("email\na@b.c\n\nb@b.c\n\n"), CSV, limits).rows()).isEqualTo(2);
    ListRefused refused = refused(utf8("email\na@b.c\n\nb@b.c\nc@b.c\n"), CSV, limits);

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_ROWS);
    assertThat(refused.line()).hasValue(5);
  }

  @Test
  void rowsAreMeasuredAsTheyTravel() {
    ListLimits limits = new ListLimits(LIMITS.bytes(), LIMITS.rows(), 1_024, LIMITS.columns());
    String rest = "\na@b.c,";

    // 5 + 3 for the address, 3 for the cell beside its content
    assertThat(check(utf8("email,x" + rest + "x".repeat(1_013)), CSV, limits).rows()).isOne();
    assertThat(refused(utf8("email,x" + rest + "x".repeat(1_014)), CSV, limits).fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(refused(utf8("email,x" + rest + "€".repeat(400)), CSV, limits).fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(refused(utf8("email,x" + rest + "\u0001".repeat(200)), CSV, limits).fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(check(utf8("email,x" + rest + "😀".repeat(253)), CSV, limits).rows()).isOne();
  }

  @Test
  void aRowTooLargeIsRefusedWithTheLineItBeginsIn() {
    ListRefused refused = refused("email,x\na@b.c,1\nb@b.c,\"" + "x\n".repeat(100_000) + "\"\n");

    assertThat(refused.fault()).isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(refused.line()).hasValue(3);
    assertThat(refused).hasMessageContaining("65536").hasMessageContaining("row-bytes");
  }

  @Test
  void everyFaultHasAMessageOfOneLineThatBeginsWithTheLine() {
    ListRefused refused = refused("email,x\na@b.c,1,2\n");

    assertThat(refused.detail()).startsWith("line 2: ").doesNotContain("\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
