package io.winnow.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Bytes as they go over the wire, and what has to be answered.
 *
 * @param what is wrong, for people
 * @param status that is expected
 * @param code that is expected
 * @param head request line and headers, without the blank line that ends them
 * @param body what is sent behind it
 * @param ends whether the client says that it sends no more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BrokenUpload(String what, int status, String code, String head, byte[] body, boolean ends) {
  static final String BOUNDARY = "----winnow";
  static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

  /** A list, sent as it should be. */
  static BrokenUpload list(String what, int status, String code, byte[] list) {
    return list(what, status, code, "", list);
  }

  static BrokenUpload list(String what, int status, String code, String list) {
    return list(what, status, code, "", utf8(list));
  }

  /** The same with parameters in the URL. */
  static BrokenUpload list(String what, int status, String code, String query, byte[] list) {
    return typed(what, status, code, query, "Content-Type: application/octet-stream\r\n", list);
  }

  /** The same with headers of its own. */
  static BrokenUpload typed(
      String what, int status, String code, String query, String headers, byte[] list) {
    return raw(what, status, code, query, headers + "Content-Length: " + list.length, list);
  }

  /** A request with headers of its own, which tell the length as well. */
  static BrokenUpload raw(
      String what, int status, String code, String query, String headers, byte[] body) {
    String head =
        "POST /v1/jobs"
            + query
            + " HTTP/1.1\r\nHost: winnow\r\nConnection: close\r\n"
            + headers
            + "\r\n";
    return new BrokenUpload(what, status, code, head, body, false);
  }

  /** A form of these parts. */
  static BrokenUpload form(String what, int status, String code, String... parts) {
    StringBuilder form = new StringBuilder();
    for (String part : parts) {
      form.append("--").append(BOUNDARY).append("\r\n").append(part).append("\r\n");
    }
    return bytewise(what, status, code, FORM, form + "--" + BOUNDARY + "--\r\n");
  }

  /** A form, byte by byte. */
  static BrokenUpload bytewise(String what, int status, String code, String type, String body) {
    return typed(what, status, code, "", "Content-Type: " + type + "\r\n", utf8(body));
  }

  /** The same, after which the client sends nothing more. */
  BrokenUpload andEnds() {
    return new BrokenUpload(what, status, code, head, body, true);
  }

  void send(OutputStream out) throws IOException {
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write('\r');
    out.write('\n');
    out.write(body);
    out.flush();
  }

  @Override
  public String toString() {
    return what;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] flipped(byte[] list, int at, int bits) {
    byte[] other = list.clone();
    other[at] ^= (byte) bits;
    return other;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  static byte[] zip(Object... namesAndContents) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        out.write((byte[]) namesAndContents[i + 1]);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }
}
