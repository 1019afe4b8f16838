package io.winnow.gateway.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.ListRow;
import io.winnow.gateway.list.ListRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Lists taken in to a directory of a test's, and what they come in. */
final class Intakes {
  static final ListLimits LIMITS = new ListLimits(64 << 20, 1_000_000, 64 * 1024, 50);
  static final ListHints ANY = new ListHints(ListFormat.CSV, null, null);

  private final Path directory;
  private final ListLimits limits;

  Intakes(Path directory) {
    this(directory, LIMITS);
  }

  Intakes(Path directory, ListLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  private final class DirectoryScratch implements Scratch {
    @Override
    public OutputStream create(String name) throws IOException {
      return Files.newOutputStream(file(name), StandardOpenOption.CREATE_NEW);
    }

    @Override
    public Path file(String name) {
      return directory.resolve(name);
    }

    @Override
    public void remove(String name) throws IOException {
      Files.deleteIfExists(file(name));
    }
  }

  CheckedList take(byte[] upload, ListHints hints) {
    return take(new ByteArrayInputStream(upload), hints);
  }

  CheckedList take(InputStream upload, ListHints hints) {
    try {
      clear();
      return new ListIntake(limits).take(upload, hints, new DirectoryScratch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** The rows of what was taken last, and no file beside them. */
  List<ListRow> rows(CheckedList list, long from) {
    try (Stream<Path> files = Files.list(directory);
        ListRows rows = ListRows.open(directory.resolve(ListIntake.LIST), list, limits, from)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactly(ListIntake.LIST);
      List<ListRow> found = new ArrayList<>();
      for (ListRow row = rows.next(); row != null; row = rows.next()) {
        found.add(row);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All cells of each row, in the order of the columns. */
  List<List<String>> cells(byte[] upload, ListHints hints) {
    return cells(take(upload, hints), 0);
  }

  List<List<String>> cells(CheckedList list, long from) {
    return rows(list, from).stream()
        .map(
            row -> {
              List<String> cells = new ArrayList<>(row.otherCells());
              cells.add(list.layout().addressColumn(), row.address());
              return cells;
            })
        .toList();
  }

  ListRefused refused(byte[] upload) {
    return refused(upload, ANY);
  }

  ListRefused refused(byte[] upload, ListHints hints) {
    return catchThrowableOfType(ListRefused.class, () -> take(upload, hints));
  }

  ListPreview preview(byte[] upload, ListHints hints) {
    return preview(upload, upload.length, hints);
  }

  ListPreview preview(byte[] upload, long announced, ListHints hints) {
    try {
      clear();
      return new ListIntake(limits)
          .preview(new ByteArrayInputStream(upload), announced, hints, new DirectoryScratch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] zip(String name, byte[] content) {
    return zip(Map.of(name, content));
  }

  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static Map<String, byte[]> files(String... namesAndTexts) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], utf8(namesAndTexts[i + 1]));
    }
    return files;
  }
}
