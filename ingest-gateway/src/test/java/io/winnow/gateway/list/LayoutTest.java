package io.winnow.gateway.list;

import static io.winnow.gateway.list.Checks.LIMITS;
import static io.winnow.gateway.list.Checks.check;
import static io.winnow.gateway.list.Checks.column;
import static io.winnow.gateway.list.Checks.csv;
import static io.winnow.gateway.list.Checks.lines;
import static io.winnow.gateway.list.Checks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ListLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void delimiterIsFound(String delimiter) {
    String list = "id,email,city\n1,ann@example.com,Bonn\n2,bob@example.com,Köln\n";

    CheckedList checked = csv(list.replace(",", delimiter));

    assertThat(checked.layout())
        .isEqualTo(new ListLayout(List.of("id", "email", "city"), 1, delimiter, true));
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void otherDelimitersInsideQuotesDoNotMislead() {
    CheckedList checked =
        csv("name;mail\n\"Doe, Jane, Dr., PhD\";jane@example.com\n\"Roe, Max\";max@example.com\n");

    assertThat(checked.layout().delimiter()).isEqualTo(";");
    assertThat(checked.layout().columns()).containsExactly("name", "mail");
  }

  @Test
  void otherDelimitersOutsideQuotesDoNotMisleadEither() {
    CheckedList checked = csv("tags;email\na,b,c;ann@example.com\nd,e,f;bob@example.com\n");

    assertThat(checked.layout().delimiter()).isEqualTo(";");
  }

  @Test
  void delimiterIsFoundWithoutAnyAddress() {
    CheckedList checked = csv("email;city\nnobody;Bonn\nnothing;Ulm\n");

    assertThat(checked.layout()).isEqualTo(new ListLayout(List.of("email", "city"), 0, ";", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "E-Mail",
        " EMAIL_ADDRESS ",
        "EmailAddress",
        "Mail",
        "Email Address",
        "\"email\""
      })
  void addressColumnIsFoundByName(String name) {
    CheckedList checked = csv("id," + name + ",other\n1,nobody,ann@example.com\n");

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
    assertThat(checked.layout().header()).isTrue();
  }

  @Test
  void columnNamesAreKeptAsTheyStand() {
    CheckedList checked = csv(" Id ,\"E-Mail\",\"a \"\"b\"\"\"\n1,ann@example.com,x\n");

    assertThat(checked.layout().columns()).containsExactly(" Id ", "E-Mail", "a \"b\"");
  }

  @Test
  void addressColumnIsFoundByContentWhereNoNameTells() {
    CheckedList checked =
        csv("id,reporter,contact\n1,x@example.com,ann@example.com\n2,,bob@example.com\n");

    assertThat(checked.layout().addressColumn()).isEqualTo(2);
    assertThat(checked.layout().header()).isTrue();
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void ofTwoColumnsNamedLikeItTheOneWithMoreAddressesIsTaken() {
    CheckedList checked = csv("mail,email\n,ann@example.com\n,bob@example.com\n");

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void duplicateColumnNamesAreKept() {
    CheckedList checked = csv("email,note,note\nann@example.com,a,b\n");

    assertThat(checked.layout().columns()).containsExactly("email", "note", "note");
  }

  @Test
  void aFirstRowWithAnAddressIsNoHeader() {
    CheckedList checked = csv("1,ann@example.com,Bonn\n2,bob@example.com,Ulm\n");

    assertThat(checked.layout())
        .isEqualTo(new ListLayout(List.of("column_1", "email", "column_3"), 1, ",", false));
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void aSingleColumnNeedsNoHeader() {
    CheckedList checked = csv("ann@example.com\nbob@example.com");

    assertThat(checked.layout()).isEqualTo(new ListLayout(List.of("email"), 0, ",", false));
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void withoutHeaderTheWidestOfTheFirstRowsCounts() {
    CheckedList checked = csv("ann@example.com\nbob@example.com,Ulm,x\n");

    assertThat(checked.layout().columns()).containsExactly("email", "column_2", "column_3");
  }

  @Test
  void columnIsChosenByItsExactName() {
    CheckedList checked = check("Mail,mail,email\na@b.c,b@b.c,c@b.c\n", column("mail"));

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void columnIsChosenWhateverItsCase() {
    CheckedList checked = check("id,Backup,email\n1,x@b.c,c@b.c\n", column(" backup "));

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void columnIsChosenByNumberFromOne() {
    CheckedList checked = check("id,backup,email\n1,x@b.c,c@b.c\n", column("2"));

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void aColumnWhoseNameIsANumberGoesBeforeItsPosition() {
    CheckedList checked = check("2,1,email\nx,a@b.c,c@b.c\n", column("1"));

    assertThat(checked.layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void columnIsChosenInAListWithoutHeader() {
    String list = "1,a@b.c,x@b.c\n2,b@b.c,\n";

    assertThat(check(list, column("3")).layout())
        .isEqualTo(new ListLayout(List.of("column_1", "column_2", "email"), 2, ",", false));
    assertThat(check(list, column("column_3")).layout().addressColumn()).isEqualTo(2);
    assertThat(check(list, column("email")).layout().addressColumn()).isEqualTo(1);
  }

  @Test
  void namingAColumnOfTheFirstRowMakesItAHeader() {
    CheckedList checked = check("who,what\nnobody,x\n", column("who"));

    assertThat(checked.layout().header()).isTrue();
    assertThat(checked.rows()).isEqualTo(1);
  }

  @Test
  void aListWithoutAnyAddressIsTakenWhenItsColumnIsGiven() {
    CheckedList checked = check("nobody\nnothing\n", column("1"));

    assertThat(checked.layout().header()).isFalse();
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void unknownColumnIsRefusedWithThoseFound() {
    ListRefused refused = refused("id,email\n1,a@b.c\n", column("adress"));

    assertThat(refused.fault()).isEqualTo(ListFault.UNKNOWN_COLUMN);
    assertThat(refused.column()).contains("adress");
    assertThat(refused).hasMessageContaining("'adress'").hasMessageContaining("id, email");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "-1", "99999999999"})
  void columnNumberOutOfRangeIsRefused(String number) {
    ListRefused refused = refused("id,email\n1,a@b.c\n", column(number));

    assertThat(refused.fault()).isEqualTo(ListFault.UNKNOWN_COLUMN);
    assertThat(refused).hasMessageContaining("from 1 to 2");
  }

  @Test
  void aListWithoutAddressesIsRefusedWithItsFirstRow() {
    ListRefused refused = refused("id,city\n1,Bonn\n");

    assertThat(refused.fault()).isEqualTo(ListFault.NO_ADDRESS_COLUMN);
    assertThat(refused).hasMessageContaining("found id, city (in the first row");
  }

  @Test
  void manyAndLongColumnNamesAreShownInOneShortLine() {
    String header = "x\u0007y".repeat(50) + ",c".repeat(45);

    ListRefused refused = refused("email," + header + "\na@b.c\n", column("none"));

    assertThat(refused.detail()).doesNotContain("\u0007").contains("more").hasSizeLessThan(500);
  }

  @Test
  void tooManyColumnsAreRefused() {
    ListLimits limits = new ListLimits(LIMITS.bytes(), LIMITS.rows(), LIMITS.rowBytes(), 3);

    assertThat(refused(utf8("email,a,b,c\nx@y.z\n"), Checks.CSV, limits).fault())
        .isEqualTo(ListFault.TOO_MANY_COLUMNS);
    assertThat(check(utf8("email,a,b\nx@y.z\n"), Checks.CSV, limits).rows()).isEqualTo(1);
  }

  @Test
  void aHeaderTooLargeToGoWithEveryJobIsRefused() {
    String header = "email," + "x".repeat(40_000);

    ListRefused refused = refused(header + "\na@b.c\n");

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_COLUMNS);
    assertThat(refused).hasMessageContaining("names");
  }

  @Test
  void linesAreAddresses() {
    CheckedList checked = lines("ann@example.com\n\"a, b\"@example.com\nx;y|z\n");

    assertThat(checked.layout()).isEqualTo(new ListLayout(List.of("email"), 0, ",", false));
    assertThat(checked.rows()).isEqualTo(3);
  }

  @Test
  void linesMayHaveAHeaderThatIsAKnownName() {
    CheckedList checked = lines("E-Mail\nann@example.com\n");

    assertThat(checked.layout()).isEqualTo(new ListLayout(List.of("E-Mail"), 0, ",", true));
    assertThat(checked.rows()).isEqualTo(1);
  }

  @Test
  void anUnknownFirstLineIsNoHeaderOfLines() {
    CheckedList checked = lines("nobody\nann@example.com\n");

    assertThat(checked.layout().header()).isFalse();
    assertThat(checked.rows()).isEqualTo(2);
  }

  @Test
  void csvSentAsLinesIsRefusedWithTheRemedy() {
    ListRefused refused = refused("id,email\n1,a@b.c\n", Checks.LINES);

    assertThat(refused.fault()).isEqualTo(ListFault.NO_ADDRESS_COLUMN);
    assertThat(refused).hasMessageContaining("text/csv");
  }

  @Test
  void noncharactersInLinesAreRefused() {
    assertThat(refused("a@b.c\nx\uFFFFy\n", Checks.LINES).line()).hasValue(2);
    assertThat(refused("a@b.c\nb@b.c\n\uFFFEy\n", Checks.LINES).fault())
        .isEqualTo(ListFault.INVALID_ENCODING);
  }

  @Test
  void addressesAreFoundBehindABlankStart() {
    CheckedList checked = csv("\n\n  \nemail\n\nann@example.com\n");

    assertThat(checked.layout().header()).isTrue();
    assertThat(checked.rows()).isEqualTo(1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
