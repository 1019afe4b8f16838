package io.winnow.lab.world;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The domains with names from life, read from {@code domains.csv}. */
final class Catalogue {
  private static final String FILE = "domains.csv";

  /**
   * A line of the file.
   *
   * @param exchangers empty when the kind decides them
   * @param mail how its mail servers answer for it
   */
  record Entry(DomainKind kind, List<MailExchanger> exchangers, MailKind mail) {}

  private Catalogue() {}

  static Map<String, Entry> read() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the simulator's jar lacks " + FILE);
      }
      try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord line : lines) {
          if (entries.put(line.getField("domain"), entry(line)) != null) {
            throw malformed(line, "the domain stands there twice");
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return entries;
  }

  private static Entry entry(NamedCsvRecord line) {
    String label = line.getField("kind");
    DomainKind kind =
        DomainKind.ofLabel(label).orElseThrow(() -> malformed(line, "no such kind: " + label));
    String answers = line.getField("mail");
    MailKind mail =
        MailKind.ofLabel(answers).orElseThrow(() -> malformed(line, "no such kind: " + answers));
    String exchangers = line.getField("exchangers");
    if (exchangers.isEmpty()) {
      return new Entry(kind, List.of(), mail);
    }
    return new Entry(
        kind,
        Arrays.stream(exchangers.split("; ", -1)).map(text -> exchanger(line, text)).toList(),
        mail);
  }

  private static MailExchanger exchanger(NamedCsvRecord line, String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[0].matches("\\d{1,5}")) {
      throw malformed(line, "not a preference and a host: " + text);
    }
    return new MailExchanger(Integer.parseInt(parts[0]), parts[1]);
  }

  private static IllegalStateException malformed(NamedCsvRecord line, String what) {
    return new IllegalStateException(FILE + ", line " + line.getStartingLineNumber() + ": " + what);
  }
}
