package io.winnow.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Compares a result with what the world of the laboratory knows of its rows, as it is read. */
final class Comparison {
  private static final int BUFFER_BYTES = 1 << 20;

  private Comparison() {}

  /**
   * @param result address of the file
   * @param truth with the columns id, email, status and reason
   * @return how many rows are missing, too many or not as they should be
   */
  static long differing(URI result, Path truth) throws IOException {
    long differing = 0;
    try (Reader text =
            new InputStreamReader(
                new BufferedInputStream(result.toURL().openStream(), BUFFER_BYTES),
                StandardCharsets.UTF_8);
        CsvReader<CsvRecord> results = CsvReader.builder().ofCsvRecord(text);
        CsvReader<CsvRecord> truths = CsvReader.builder().ofCsvRecord(truth)) {
      Iterator<CsvRecord> actual = results.iterator();
      Iterator<CsvRecord> expected = truths.iterator();
      List<String> names = actual.next().getFields();
      int[] columns = expected.next().getFields().stream().mapToInt(names::indexOf).toArray();
      while (actual.hasNext() && expected.hasNext()) {
        if (!same(actual.next(), expected.next(), columns)) {
          differing++;
        }
      }
      for (; actual.hasNext(); actual.next()) {
        differing++;
      }
      for (; expected.hasNext(); expected.next()) {
        differing++;
      }
    }
    return differing;
  }

  private static boolean same(CsvRecord actual, CsvRecord expected, int[] columns) {
    for (int i = 0; i < columns.length; i++) {
      if (!actual.getField(columns[i]).equals(expected.getField(i))) {
        return false;
      }
    }
    return true;
  }
}
