package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.gzip;
import static io.winnow.gateway.format.Intakes.utf8;
import static io.winnow.gateway.format.Intakes.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.winnow.gateway.list.CheckedList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** One list in every format gives the same rows, from wherever they are read. */
class SameRowsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LETTERS = "ab1 ,;|\t\"'\n<&>[{}]:\\é€😀ß";

  @TempDir Path directory;

  @RepeatedTest(20)
  void everyFormatGivesTheSameRowsFromAnyOfThem() throws JsonProcessingException {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> names = new ArrayList<>(List.of("id", "email"));
    for (int i = random.nextInt(4); i > 0; i--) {
      names.add("column " + i);
    }
    List<List<String>> rows = rows(random, names.size());
    Intakes intakes = new Intakes(directory);

    for (Map.Entry<String, byte[]> format : formats(names, rows).entrySet()) {
      String what = format.getKey() + ", seed " + seed;
      CheckedList list = intakes.take(format.getValue(), ANY);
      int from = random.nextInt(rows.size());

      assertThat(list.rows()).as(what).isEqualTo(rows.size());
      assertThat(list.layout().columns()).as(what).isEqualTo(names);
      assertThat(list.layout().addressColumn()).as(what).isEqualTo(1);
      assertThat(intakes.cells(list, 0)).as(what).isEqualTo(rows);
      assertThat(intakes.cells(list, from)).as(what).isEqualTo(rows.subList(from, rows.size()));
    }
  }

  private static List<List<String>> rows(RandomGenerator random, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = random.nextInt(1, 2_500); i > 0; i--) {
      List<String> row = new ArrayList<>(List.of("n" + i, "user" + i + "@example.com"));
      while (row.size() < width) {
        row.add(cell(random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String cell(RandomGenerator random) {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder cell = new StringBuilder("x");
    for (int i = random.nextInt(8); i > 0; i--) {
      cell.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return cell.append('x').toString();
  }

  private static Map<String, byte[]> formats(List<String> names, List<List<String>> rows)
      throws JsonProcessingException {
    Map<String, byte[]> formats = new LinkedHashMap<>();
    for (String delimiter : List.of(",", ";", "\t", "|")) {
      formats.put("csv with " + delimiter, utf8(csv(names, rows, delimiter)));
    }
    formats.put("utf-16", ("\uFEFF" + csv(names, rows, ",")).getBytes(StandardCharsets.UTF_16LE));
    List<Map<String, String>> objects = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, String> object = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        object.put(names.get(i), row.get(i));
      }
      objects.add(object);
    }
    formats.put("json", MAPPER.writeValueAsBytes(objects));
    formats.put("object", MAPPER.writeValueAsBytes(Map.of("emails", objects)));
    StringBuilder lines = new StringBuilder();
    for (Map<String, String> object : objects) {
      lines.append(MAPPER.writeValueAsString(object)).append('\n');
    }
    formats.put("ndjson", utf8(lines.toString()));
    List<List<String>> table = new ArrayList<>(rows);
    table.addFirst(names);
    formats.put("xlsx", Workbooks.of(table));
    formats.put("xlsx in zip", zip("list.xlsx", Workbooks.of(table)));
    formats.put("gzip", gzip(utf8(csv(names, rows, ";"))));
    formats.put("zip", zip("list.csv", utf8(csv(names, rows, "\t"))));
    formats.put("json in gzip", gzip(MAPPER.writeValueAsBytes(objects)));
    return formats;
  }

  private static String csv(List<String> names, List<List<String>> rows, String delimiter) {
    return String.join(delimiter, names)
        + "\n"
        + rows.stream()
            .map(
                row ->
                    row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(delimiter)))
            .collect(Collectors.joining("\n"));
  }
}
