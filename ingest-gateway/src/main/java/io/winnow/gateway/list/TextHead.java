package io.winnow.gateway.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first bytes of a list: whether it is text at all, and in what charset. */
final class TextHead {
  private static final int LENGTH = 8192;

  private final byte[] bytes;
  private final @Nullable Charset charset;

  private TextHead(byte[] bytes, @Nullable Charset charset) {
    this.bytes = bytes;
    this.charset = charset;
  }

  private enum Binary {
    ZIP("a ZIP archive or an XLSX spreadsheet", "PK\3\4"),
    GZIP("a GZIP archive", "\u001F\u008B"),
    OLE("an XLS spreadsheet or a workbook with a password", "\u00D0\u00CF\u0011\u00E0"),
    PDF("a PDF document", "%PDF"),
    PNG("a PNG image", "\u0089PNG"),
    JPEG("a JPEG image", "\u00FF\u00D8\u00FF"),
    ZSTD("a Zstandard archive", "(\u00B5/\u00FD"),
    SEVEN_ZIP("a 7z archive", "7z\u00BC\u00AF");

    private final String what;
    private final String magic;

    /** The magic's characters are bytes. */
    Binary(String what, String magic) {
      this.what = what;
      this.magic = magic;
    }
  }

  /**
   * Takes the head off a stream.
   *
   * @param charsetName as the user says; null when the list is to tell
   * @throws ListRefused when it is no text, or nobody knows the charset
   */
  static TextHead read(InputStream in, @Nullable String charsetName) throws IOException {
    @Nullable Charset named = charsetName == null ? null : named(charsetName);
    byte[] bytes = in.readNBytes(LENGTH);
    for (Binary binary : Binary.values()) {
      if (begins(bytes, binary.magic)) {
        throw notText(binary.what);
      }
    }
    @Nullable Charset charset = named == null ? marked(bytes) : named;
    if (charset == null || !charset.name().matches("UTF-(16|32).*")) {
      requireNoNul(bytes);
    }
    return new TextHead(bytes, charset);
  }

  /** Text in UTF-16 that is mostly ASCII has a NUL in every other byte. */
  private static void requireNoNul(byte[] bytes) {
    int[] nuls = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      nuls[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (nuls[0] + nuls[1] == 0) {
      return;
    }
    for (int half = 0; half < 2; half++) {
      if (nuls[half] * 4 > bytes.length && nuls[1 - half] * 16 < nuls[half]) {
        throw ListRefused.because(
            ListFault.INVALID_ENCODING,
            "the list is in UTF-16 without a byte order mark; save it as UTF-8, or name its"
                + " charset: ?charset=%1$s in the URL, --charset %1$s on the command line"
                    .formatted(half == 0 ? "utf-16be" : "utf-16le"));
      }
    }
    throw notText("binary (it has NUL bytes)");
  }

  private static @Nullable Charset marked(byte[] bytes) {
    if (begins(bytes, "\u00FF\u00FE")) {
      return StandardCharsets.UTF_16LE;
    }
    if (begins(bytes, "\u00FE\u00FF")) {
      return StandardCharsets.UTF_16BE;
    }
    return begins(bytes, "\u00EF\u00BB\u00BF") ? StandardCharsets.UTF_8 : null;
  }

  private static Charset named(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw ListRefused.because(
          ListFault.UNKNOWN_CHARSET,
          "charset '"
              + Wording.oneLine(name)
              + "' is unknown; use a name such as utf-8, windows-1252, iso-8859-15 or utf-16le",
          e);
    }
  }

  private static ListRefused notText(String what) {
    return ListRefused.because(
        ListFault.NOT_TEXT,
        String.format(
            Locale.ROOT,
            "the upload is %s, not a text list; save a spreadsheet as XLSX or CSV (UTF-8), unpack an"
                + " archive first, or send plain text with one address per line",
            what));
  }

  private static boolean begins(byte[] bytes, String magic) {
    return bytes.length >= magic.length()
        && new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
  }

  /** The bytes taken, for whoever reads the list. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** As named or as marked; null when neither tells. */
  @Nullable Charset charset() {
    return charset;
  }
}
