package io.winnow.gateway.list;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a list that has been found good, read again in order. Not safe for threads. */
public final class ListRows implements AutoCloseable {
  private final CsvReader<ListRow> parser;
  private final CloseableIterator<ListRow> iterator;

  private ListRows(CsvReader<ListRow> parser) {
    this.parser = parser;
    this.iterator = parser.iterator();
  }

  /**
   * Opens a list at a row. The rows before are read over, at a few million a second.
   *
   * @param list as it was checked
   * @param limits that it was checked against
   * @param firstRow counted from 0
   * @throws IOException when the file cannot be opened
   */
  public static ListRows open(Path file, CheckedList list, ListLimits limits, long firstRow)
      throws IOException {
    InputStream in = Files.newInputStream(file);
    Reader characters = new StrictReader(in, Charset.forName(list.charset()), new byte[0]);
    char delimiter = list.layout().delimiter().charAt(0);
    return new ListRows(
        Parsers.open(
            list.format(),
            delimiter,
            false,
            limits.rowBytes(),
            new Rows(list, firstRow),
            characters));
  }

  /**
   * The next row; null after the last.
   *
   * @throws IOException when the file cannot be read, or is not what was checked
   */
  public @Nullable ListRow next() throws IOException {
    try {
      return iterator.hasNext() ? iterator.next() : null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new IOException("the list on disk is not the one that was checked", e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static final class Rows extends RecordHandler<ListRow> {
    private final int addressColumn;
    private final String[] others;
    private String address = "";
    private boolean headerPassed;
    private long toSkip;

    Rows(CheckedList list, long firstRow) {
      addressColumn = list.layout().addressColumn();
      others = new String[list.layout().columns().size() - 1];
      headerPassed = list.format().rewritten() || !list.layout().header();
      toSkip = firstRow;
    }

    @Override
    void begins() {}

    @Override
    void cell(int index, char[] buffer, int offset, int length, boolean quoted) {
      if (!headerPassed || toSkip > 0) {
        return;
      }
      String cell = length == 0 ? "" : new String(buffer, offset, length);
      if (index == addressColumn) {
        address = cell;
      } else if (index <= others.length) {
        others[index < addressColumn ? index : index - 1] = cell;
      } else if (length > 0) {
        throw new IllegalStateException("a filled cell behind the last column");
      }
    }

    @Override
    @Nullable ListRow complete() {
      if (!headerPassed) {
        headerPassed = true;
        return null;
      }
      if (toSkip > 0) {
        toSkip--;
        return null;
      }
      int found = Math.min(others.length, cells() > addressColumn ? cells() - 1 : cells());
      if (cells() <= addressColumn) {
        address = "";
      }
      Arrays.fill(others, found, others.length, "");
      return new ListRow(
          address,
          switch (others.length) {
            case 0 -> List.of();
            case 1 -> List.of(others[0]);
            case 2 -> List.of(others[0], others[1]);
            default -> List.of(others);
          });
    }
  }
}
