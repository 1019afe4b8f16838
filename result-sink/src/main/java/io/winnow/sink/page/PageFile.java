package io.winnow.sink.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** A file of the page, as it is sent. */
final class PageFile {
  private static final String DIRECTORY = "/web/";

  private final String contentType;
  private final byte[] plain;
  private final byte[] packed;
  private final String tag;

  private PageFile(String name, byte[] plain) {
    this.contentType = contentType(name);
    this.plain = plain;
    this.packed = packed(plain);
    this.tag = hash(plain);
  }

  /**
   * Reads one of the jar's.
   *
   * @param name within the directory of the page, such as {@code style.css}
   * @throws IllegalStateException when the jar lacks it
   */
  static PageFile read(String name) {
    try (InputStream in = PageFile.class.getResourceAsStream(DIRECTORY + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + DIRECTORY + name + "; build it anew");
      }
      return new PageFile(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DIRECTORY + name, e);
    }
  }

  /** A file that was not read but made. */
  static PageFile of(String name, String text) {
    return new PageFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What it is, as HTTP wants it. */
  String contentType() {
    return contentType;
  }

  /** What tells it from another version; without quotes. */
  String tag() {
    return tag;
  }

  /** Its bytes, with GZIP or without. */
  InputStream bytes(boolean withGzip) {
    return new ByteArrayInputStream(withGzip ? packed : plain);
  }

  private static String contentType(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("what is a file like " + name + "?");
    };
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return packed.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
