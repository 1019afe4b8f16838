package io.winnow.gateway.list;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The beginning of a list, by which its layout is found. */
final class Sample {
  private static final int CHARS = 256 * 1024;

  private final char[] chars;
  private final int length;
  private final boolean whole;

  private Sample(char[] chars, int length, boolean whole) {
    this.chars = chars;
    this.length = length;
    this.whole = whole;
  }

  /** Takes the sample off a reader. */
  static Sample read(Reader reader) throws IOException {
    char[] chars = new char[CHARS];
    int length = 0;
    while (chars.length - length >= 2) {
      int read = reader.read(chars, length, chars.length - length);
      if (read < 0) {
        return new Sample(chars, length, true);
      }
      length += read;
    }
    return new Sample(chars, length, false);
  }

  /** A sample of nothing, for a list whose layout is known. */
  static Sample none() {
    return new Sample(new char[0], 0, true);
  }

  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** Whether the list has nothing more. */
  boolean whole() {
    return whole;
  }

  /**
   * The first records, as far as they can be read with this delimiter. The last one is left out
   * when the sample may end within it.
   */
  List<List<String>> records(ListFormat format, char delimiter, int most) {
    List<List<String>> records = new ArrayList<>();
    Reader reader = new CharArrayReader(chars, 0, length);
    try (CsvReader<List<String>> parser =
        Parsers.open(format, delimiter, true, CHARS, new Cells(), reader)) {
      Iterator<List<String>> iterator = parser.iterator();
      while (records.size() < most && iterator.hasNext()) {
        records.add(iterator.next());
      }
      if (!whole && records.size() > 1 && !iterator.hasNext()) {
        records.removeLast();
      }
    } catch (CsvParseException e) {
      // with a wrong delimiter quotes may stand anywhere: what was read before is the sample;
      // with the right one the check itself comes upon the same fault, and tells of it
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException("characters in memory", e);
    }
    return records;
  }

  private static final class Cells extends RecordHandler<List<String>> {
    private List<String> record = List.of();

    @Override
    void begins() {
      record = new ArrayList<>();
    }

    @Override
    void cell(int index, char[] buffer, int offset, int length, boolean quoted) {
      record.add(new String(buffer, offset, length));
    }

    @Override
    List<String> complete() {
      return record;
    }
  }
}
