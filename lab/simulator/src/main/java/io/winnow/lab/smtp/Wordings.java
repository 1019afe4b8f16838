package io.winnow.lab.smtp;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** What servers of each make say, read from {@code replies.csv}. */
final class Wordings {
  private static final String FILE = "replies.csv";

  private final Map<String, String> replies;

  private Wordings(Map<String, String> replies) {
    this.replies = replies;
  }

  static Wordings read() {
    Map<String, String> replies = new HashMap<>();
    try (InputStream file = Wordings.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the simulator's jar lacks " + FILE);
      }
      try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord line : lines) {
          replies.put(key(line.getField("wording"), line.getField("case")), line.getField("reply"));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Wordings(replies);
  }

  /** Lines parted by LF, with {@code %…%} where something is to be put. */
  String of(String wording, String occasion) {
    String reply = replies.get(key(wording, occasion));
    if (reply == null) {
      throw new IllegalStateException(FILE + " has no words of " + wording + " for " + occasion);
    }
    return reply;
  }

  private static String key(String wording, String occasion) {
    return wording + "/" + occasion;
  }
}
