package io.winnow.systemtests.smtp;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a list that was verified, or of its truth, by the column {@code id}. */
public final class Verdicts {

  /**
   * One row.
   *
   * @param verdict such as {@code undeliverable/null_mx}
   */
  public record Row(String email, String verdict) {}

  private Verdicts() {}

  /** The rows of a file. */
  public static Map<String, Row> read(Path csv) throws IOException {
    return parse(Files.readString(csv));
  }

  /** The rows of a text. */
  public static Map<String, Row> parse(String csv) throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : records) {
        rows.put(
            row.getField("id"),
            new Row(row.getField("email"), row.getField("status") + "/" + row.getField("reason")));
      }
    }
    return rows;
  }

  /** A line for each row that is otherwise. */
  public static List<String> differences(Map<String, Row> got, Map<String, Row> truth) {
    List<String> differences = new ArrayList<>();
    truth.forEach(
        (id, right) -> {
          if (!right.equals(got.get(id))) {
            differences.add("row " + id + ": right is " + right + ", not " + got.get(id));
          }
        });
    got.keySet().stream()
        .filter(id -> !truth.containsKey(id))
        .forEach(id -> differences.add("row " + id + " was not in the list"));
    return differences;
  }
}
