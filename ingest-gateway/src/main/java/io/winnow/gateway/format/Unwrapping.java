package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.ListText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes a list out of what it comes in. That is told by its first bytes alone: content types and
 * names of files are hints about text, and lie about anything else.
 *
 * <pre>
 *   text | JSON | XLSX
 *   gzip ( text | JSON | XLSX )
 *   zip  ( text | JSON | XLSX )
 * </pre>
 */
final class Unwrapping {
  private static final int HEAD_BYTES = 4096;

  /** Files beside the list, while they are needed. */
  private static final String ARCHIVE = "archive";

  private static final String WORKBOOK = "workbook";

  private final ListLimits limits;
  private final Scratch scratch;
  private final ReceivedStream received;
  private final long announcedBytes;

  /**
   * @param announcedBytes as the client says; not positive when it does not
   */
  Unwrapping(InputStream upload, long announcedBytes, ListLimits limits, Scratch scratch) {
    this.received = new ReceivedStream(upload, limits.bytes());
    this.announcedBytes = announcedBytes;
    this.limits = limits;
    this.scratch = scratch;
  }

  /**
   * @throws ListRefused when it is no list, or not a good one
   * @throws IOException when the disk fails
   */
  <T> T read(ListHints hints, Reading<T> reading) throws IOException {
    Peeked in = new Peeked(received);
    return switch (Container.of(in.head())) {
      case NONE -> content(in, hints, Container.NONE, this::receivedShare, reading);
      case GZIP -> {
        try (GzipStream unpacked = new GzipStream(in.stream(), limits)) {
          Peeked content = new Peeked(unpacked);
          yield Container.of(content.head()) == Container.ZIP
              ? workbook(content.stream(), hints, Container.GZIP, reading)
              : content(content, hints, Container.GZIP, this::receivedShare, reading);
        }
      }
      case ZIP -> archive(in.stream(), hints, reading);
    };
  }

  private double receivedShare() {
    return announcedBytes <= 0 ? -1 : (double) received.bytes() / announcedBytes;
  }

  /** Its first bytes, and all of it. */
  private static final class Peeked {
    private final byte[] head;
    private final PushbackInputStream stream;

    Peeked(InputStream in) throws IOException {
      head = in.readNBytes(HEAD_BYTES);
      stream = new PushbackInputStream(in, HEAD_BYTES);
      stream.unread(head);
    }

    byte[] head() {
      return head;
    }

    InputStream stream() {
      return stream;
    }
  }

  private <T> T archive(InputStream in, ListHints hints, Reading<T> reading) throws IOException {
    T read = archive(saved(in, ARCHIVE), hints, reading);
    scratch.remove(ARCHIVE);
    return read;
  }

  private <T> T archive(Path file, ListHints hints, Reading<T> reading) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file, limits)) {
      if (isPackage(zip)) {
        return sheet(zip, hints, Container.NONE, reading);
      }
      String name = zip.onlyFile();
      try (InputStream content = zip.open(name)) {
        if (content == null) {
          throw ZipDirectory.broken("is damaged");
        }
        Counted counted = new Counted(content, zip.size(name));
        Peeked peeked = new Peeked(counted);
        return Container.of(peeked.head()) == Container.ZIP
            ? workbook(peeked.stream(), hints, Container.ZIP, reading)
            : content(peeked, byName(name, hints), Container.ZIP, counted, reading);
      }
    }
  }

  /** Formats that are ZIP archives themselves, of which one holds lists. */
  private static boolean isPackage(ZipArchive zip) {
    if (zip.has("mimetype") && zip.has("META-INF/manifest.xml")) {
      throw notASheet("an OpenDocument file");
    }
    if (!zip.has("[Content_Types].xml")) {
      return false;
    }
    if (zip.has("word/document.xml")) {
      throw notASheet("a text document (DOCX)");
    }
    if (zip.has("xl/workbook.bin")) {
      throw notASheet("a binary spreadsheet (XLSB)");
    }
    return true;
  }

  private static ListRefused notASheet(String what) {
    return ListRefused.because(
        ListFault.NOT_TEXT,
        "the upload is " + what + "; save a spreadsheet as XLSX, or as CSV (UTF-8)");
  }

  /** In an archive there may be a workbook, which is one itself, and no other. */
  private <T> T workbook(InputStream in, ListHints hints, Container container, Reading<T> reading)
      throws IOException {
    T read;
    try (ZipArchive zip = ZipArchive.open(saved(in, WORKBOOK), limits)) {
      if (!isPackage(zip)) {
        throw nested();
      }
      read = sheet(zip, hints, container, reading);
    }
    scratch.remove(WORKBOOK);
    return read;
  }

  private <T> T sheet(ZipArchive zip, ListHints hints, Container container, Reading<T> reading)
      throws IOException {
    try (SheetRows rows = Workbook.open(zip).rows(hints.sheet(), scratch, limits)) {
      return reading.records(
          rows, hints.as(ListFormat.XLSX), new Reading.Wrapping(container, rows, () -> -1));
    }
  }

  private <T> T content(
      Peeked in,
      ListHints hints,
      Container container,
      Reading.Progress progress,
      Reading<T> reading)
      throws IOException {
    if (container != Container.NONE && Container.of(in.head()) != Container.NONE) {
      throw nested();
    }
    Reading.Wrapping wrapping = new Reading.Wrapping(container, null, progress);
    if (isDeclaredJson(hints) || JsonStart.isSureIn(in.head(), hints.charset())) {
      JsonRecords records = new JsonRecords(ListText.open(in.stream(), hints.charset()), limits);
      return reading.records(records, hints.as(ListFormat.JSON), wrapping);
    }
    return reading.text(in.stream(), hints, wrapping);
  }

  private static boolean isDeclaredJson(ListHints hints) {
    return switch (hints.format()) {
      case JSON, NDJSON -> true;
      case CSV, LINES, XLSX -> false;
    };
  }

  private static ListRefused nested() {
    return ListRefused.because(
        ListFault.NESTED_ARCHIVE,
        "there is an archive within the archive; send the list in one of them alone");
  }

  private static ListHints byName(String name, ListHints hints) {
    @Nullable ListFormat told = FileNames.format(name);
    return told == null ? hints : hints.as(told);
  }

  private Path saved(InputStream in, String name) throws IOException {
    try (OutputStream file = scratch.create(name)) {
      in.transferTo(file);
    }
    return scratch.file(name);
  }

  /** What is taken from a file whose size is known. */
  private static final class Counted extends FilterInputStream implements Reading.Progress {
    private final long size;
    private long taken;

    Counted(InputStream in, long size) {
      super(in);
      this.size = size;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      taken += Math.max(read, 0);
      return read;
    }

    @Override
    public double share() {
      return size <= 0 ? -1 : (double) taken / size;
    }
  }
}
