package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ListLayout;
import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.ListRow;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListsTest {
  private static final ListHints JSON = new ListHints(ListFormat.JSON, null, null);

  @TempDir Path directory;
  private Intakes intakes;

  @BeforeEach
  void intakes() {
    intakes = new Intakes(directory);
  }

  private CheckedList take(String list) {
    return intakes.take(utf8(list), ANY);
  }

  private ListRefused refused(String list) {
    return intakes.refused(utf8(list));
  }

  @Test
  void anArrayOfStringsIsAListOfAddresses() {
    CheckedList list = take(" [\"ann@b.c\", \"\", null,\n \" \\u00fc@b.c \"]\n");

    assertThat(list.format()).isEqualTo(ListFormat.JSON);
    assertThat(list.layout()).isEqualTo(new ListLayout(List.of("email"), 0, ",", false));
    assertThat(intakes.rows(list, 0))
        .extracting(ListRow::address)
        .containsExactly("ann@b.c", "", "", " ü@b.c ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emails", "addresses", "list", "Data", "contacts", "rows"})
  void theListMayBeInAnObject(String name) {
    CheckedList list =
        take("{\"count\":2,\"" + name + "\":[\"a@b.c\",\"b@b.c\"],\"next\":{\"page\":[2]}}");

    assertThat(list.format()).isEqualTo(ListFormat.JSON);
    assertThat(list.rows()).isEqualTo(2);
    assertThat(list.layout().columns()).containsExactly("email");
  }

  @Test
  void keysAreColumnsInTheOrderOfTheirFirstAppearance() {
    CheckedList list =
        take(
            """
            [{"id": 1, "email": "ann@b.c"},
             {"email": "bob@b.c", "tags": ["a", {"b": 1.50}], "id": 2},
             {},
             {"vip": true, "id": 1e400, "email": null, "note": "x\\ny"}]
            """);

    assertThat(list.layout())
        .isEqualTo(new ListLayout(List.of("id", "email", "tags", "vip", "note"), 1, ",", true));
    assertThat(intakes.cells(list, 0))
        .containsExactly(
            List.of("1", "ann@b.c", "", "", ""),
            List.of("2", "bob@b.c", "[\"a\",{\"b\":1.50}]", "", ""),
            List.of("", "", "", "", ""),
            List.of("1e400", "", "", "true", "x\ny"));
  }

  @Test
  void aColumnMayAppearFarBehindTheSample() {
    String rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "{\"email\":\"a" + i + "@b.c\"}")
            .collect(Collectors.joining("\n"));

    CheckedList list = take(rows + "\n{\"email\":\"z@b.c\",\"late\":\"x\"}");

    assertThat(list.format()).isEqualTo(ListFormat.NDJSON);
    assertThat(list.layout().columns()).containsExactly("email", "late");
    assertThat(intakes.cells(list, 4_999))
        .containsExactly(List.of("a4999@b.c", ""), List.of("z@b.c", "x"));
  }

  @Test
  void theAddressIsFoundByNameThenByContentThenByChoice() {
    String list = "[{\"x\":\"a@b.c\",\"mail\":\"none\",\"y\":\"b@b.c\"}]";

    assertThat(take(list).layout().addressColumn()).isEqualTo(1);
    assertThat(take(list.replace("mail", "m")).layout().addressColumn()).isZero();
    assertThat(
            intakes
                .take(utf8(list), new ListHints(ListFormat.CSV, null, "y"))
                .layout()
                .addressColumn())
        .isEqualTo(2);
    assertThat(intakes.refused(utf8(list), new ListHints(ListFormat.CSV, null, "z")).fault())
        .isEqualTo(ListFault.UNKNOWN_COLUMN);
  }

  @Test
  void oneObjectPerLineIsAList() {
    CheckedList list = take("\uFEFF{\"email\":\"a@b.c\"}\r\n\r\n{\"email\":\"b@b.c\"}");

    assertThat(list.format()).isEqualTo(ListFormat.NDJSON);
    assertThat(list.rows()).isEqualTo(2);
  }

  @Test
  void stringsOnePerLineAreAListWhenTheTypeSaysJson() {
    assertThat(intakes.take(utf8("\"a@b.c\"\n\"b@b.c\""), JSON).rows()).isEqualTo(2);
    assertThat(take("\"a@b.c\"\n\"b@b.c\"").format()).isEqualTo(ListFormat.CSV);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void jsonMayBeInAnyCharset(String charset) {
    byte[] list = "\uFEFF[\"ü@b.c\"]".getBytes(Charset.forName(charset));

    assertThat(intakes.rows(intakes.take(list, ANY), 0))
        .extracting(ListRow::address)
        .containsExactly("ü@b.c");
  }

  @Test
  void jsonInLatin1IsRead() {
    byte[] list = "[\"a@b.c\", \"jörg@b.c\"]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(intakes.rows(intakes.take(list, ANY), 1))
        .extracting(ListRow::address)
        .containsExactly("jörg@b.c");
  }

  @Test
  void halvesOfCharactersBecomeReplacements() {
    assertThat(intakes.rows(take("[\"a\\ud83d@b.c\",\"\\ud83d\\ude00@b.c\"]"), 0))
        .extracting(ListRow::address)
        .containsExactly("a\uFFFD@b.c", "😀@b.c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ["a@b.c",            | MALFORMED_JSON  | 1 | breaks off
          ["a@b.c" "b@b.c"]    | MALFORMED_JSON  | 1 | mend it
          [{"email":"a@b.c"},] | MALFORMED_JSON  | 1 | mend it
          {"email":"a@b.c"     | MALFORMED_JSON  | 1 | breaks off
          ["a@b.c","\\u0000"]  | INVALID_ENCODING| 1 | NUL
          ["a@b.c", 1]         | UNEXPECTED_JSON | 1 | no string
          ["a@b.c", {}]        | UNEXPECTED_JSON | 1 | no string
          [{"email":"x@y.z"}, "a@b.c"]    | UNEXPECTED_JSON | 1 | no object
          ["a@b.c"] ["b@b.c"]  | UNEXPECTED_JSON | 1 | follows
          {"emails":["a@b.c"]} {}         | UNEXPECTED_JSON | 1 | follows
          {"emails":["a@b.c"],"list":[]}  | UNEXPECTED_JSON | 1 | second list
          {"level":"smtp","emails":["a"]} | UNEXPECTED_JSON | 1 | ?level=
          {"emails":["a"],"column":"x"}   | UNEXPECTED_JSON | 1 | ?column=
          """)
  void otherJsonIsRefusedWithPlaceAndRemedy(String list, ListFault fault, long line, String says) {
    ListRefused refused = refused(list);

    assertThat(refused.fault()).isEqualTo(fault);
    assertThat(refused.line()).hasValue(line);
    assertThat(refused).hasMessageStartingWith("line 1, character ").hasMessageContaining(says);
    assertThat(refused.detail()).doesNotContain("\n");
  }

  @Test
  void theLineOfAFaultIsTold() {
    ListRefused refused = refused("[\n\"a@b.c\",\n\n  7]");

    assertThat(refused.line()).hasValue(4);
    assertThat(refused).hasMessageStartingWith("line 4, character 3: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[[]]", "{\"emails\":[]}", "[ ]"})
  void aListWithoutRowsIsRefused(String list) {
    ListRefused refused = intakes.refused(utf8(list), JSON);

    assertThat(refused.fault()).isIn(ListFault.EMPTY_LIST, ListFault.UNEXPECTED_JSON);
  }

  @Test
  void whatIsSaidToBeJsonAndIsNotIsRefused() {
    assertThat(intakes.refused(utf8("email\na@b.c\n"), JSON).fault())
        .isEqualTo(ListFault.MALFORMED_JSON);
  }

  @Test
  void objectsWithoutAnyAddressAreRefusedWithTheirKeys() {
    ListRefused refused = refused("[{\"id\":1,\"name\":\"x\"}]");

    assertThat(refused.fault()).isEqualTo(ListFault.NO_ADDRESS_COLUMN);
    assertThat(refused).hasMessageContaining("id, name");
  }

  @Test
  void tooManyKeysValuesTooLongAndNestedTooDeepAreRefused() {
    String keys =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(",", "[{\"email\":\"a@b.c\",", "}]"));

    assertThat(refused(keys).fault()).isEqualTo(ListFault.TOO_MANY_COLUMNS);
    assertThat(refused("[\"" + "x".repeat(70_000) + "\"]").fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(refused("[{\"email\":\"a@b.c\",\"x\":[" + "1,".repeat(90_000) + "1]}]").fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
    assertThat(refused("[{\"email\":\"a@b.c\",\"x\":" + "[".repeat(50_000)).fault())
        .isEqualTo(ListFault.ROW_TOO_LARGE);
  }
}
