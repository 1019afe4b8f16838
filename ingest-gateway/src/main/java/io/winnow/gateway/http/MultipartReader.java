package io.winnow.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code multipart/form-data} (RFC 7578, with the framing of RFC 2046, section 5.1.1) part by
 * part as it arrives, holding one buffer of it.
 *
 * <p>Jetty's own parser is not used: when a piece of the body ends within the first bytes of a
 * part, and these look like the beginning of a boundary, it puts a line feed before them (12.1.12).
 */
public final class MultipartReader {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int MOST_PARTS = 64;
  private static final int MOST_HEADER_BYTES = 8 * 1024;

  private final InputStream body;

  /** What stands before each part and behind the last. */
  private final byte[] delimiter;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /** Up to here there is content of the current part, and no delimiter. */
  private int contentEnd;

  private boolean inContent = true;
  private int parts;

  /**
   * @param boundary as the content type names it, at most 70 characters
   */
  MultipartReader(InputStream body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    // the first delimiter may do without its line end: here it is
    buffer[0] = '\r';
    buffer[1] = '\n';
    limit = 2;
  }

  /**
   * A part of the form.
   *
   * @param name of the field; empty when the part does not say
   * @param fileName null when the part is not a file
   * @param contentType null when the part does not say
   * @param content to be read before the next part is asked for
   */
  public record Part(
      String name, @Nullable String fileName, @Nullable String contentType, InputStream content) {}

  /**
   * The next part, after what is left of the one before; null after the last.
   *
   * @throws IOException when the form breaks off or is malformed
   */
  @Nullable Part next() throws IOException {
    while (inContent) {
      position = contentEnd;
      findContent();
    }
    if (!partFollows()) {
      return null;
    }
    if (++parts > MOST_PARTS) {
      throw new IOException("the form has more than " + MOST_PARTS + " parts");
    }
    Map<String, String> headers = headers();
    Map<String, String> disposition = new HashMap<>();
    HttpField.getValueParameters(headers.getOrDefault("content-disposition", ""), disposition);
    inContent = true;
    // the line end before an empty part's delimiter is the one that ends its headers
    position -= 2;
    contentEnd = position;
    boolean empty = startsWithDelimiter();
    position += empty ? 0 : 2;
    contentEnd = position;
    return new Part(
        Objects.requireNonNullElse(disposition.get("name"), ""),
        disposition.get("filename"),
        headers.get("content-type"),
        new PartContent());
  }

  private boolean startsWithDelimiter() throws IOException {
    while (limit - position < delimiter.length && mayBeDelimiter(position)) {
      fill();
    }
    return mayBeDelimiter(position);
  }

  /** Behind a delimiter come two hyphens and the end, or padding, a line end and a part. */
  private boolean partFollows() throws IOException {
    require(2);
    if (buffer[position] == '-' && buffer[position + 1] == '-') {
      return false;
    }
    if (!line(MOST_HEADER_BYTES).isBlank()) {
      throw new IOException("text follows a boundary of the form");
    }
    return true;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int room = MOST_HEADER_BYTES;
    for (String line = line(room); !line.isEmpty(); line = line(room)) {
      room -= line.length();
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a part of the form has a header without a name");
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** Takes a line, without its end. */
  private String line(int most) throws IOException {
    int length = 0;
    while (true) {
      require(length + 2);
      if (buffer[position + length] == '\r' && buffer[position + length + 1] == '\n') {
        String line = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length + 2;
        return line;
      }
      if (++length > most) {
        throw new IOException("the headers of a part are longer than " + MOST_HEADER_BYTES);
      }
    }
  }

  /** Makes sure that so many bytes are in the buffer, which has room for them. */
  private void require(int bytes) throws IOException {
    while (limit - position < bytes) {
      fill();
    }
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      contentEnd -= position;
      position = 0;
    }
    int read = body.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      throw new IOException("the form breaks off");
    }
    limit += read;
  }

  /** Finds more content, when all that was found is taken, or else the delimiter that ends it. */
  private void findContent() throws IOException {
    while (contentEnd == position) {
      while (contentEnd < limit && !mayBeDelimiter(contentEnd)) {
        contentEnd++;
      }
      if (contentEnd > position) {
        return;
      }
      if (limit - position >= delimiter.length) {
        position += delimiter.length;
        contentEnd = position;
        inContent = false;
        return;
      }
      fill();
    }
  }

  /** Whether a delimiter begins there, as far as the buffer goes. */
  private boolean mayBeDelimiter(int at) {
    if (buffer[at] != '\r') {
      return false;
    }
    int known = Math.min(delimiter.length, limit - at);
    for (int i = 1; i < known; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private final class PartContent extends InputStream {
    private final byte[] single = new byte[1];

    @Override
    public int read() throws IOException {
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (inContent) {
        findContent();
      }
      if (!inContent) {
        return -1;
      }
      int read = Math.min(length, contentEnd - position);
      System.arraycopy(buffer, position, target, offset, read);
      position += read;
      return read;
    }

    @Override
    public int available() throws IOException {
      return inContent ? contentEnd - position + body.available() : 0;
    }
  }
}
