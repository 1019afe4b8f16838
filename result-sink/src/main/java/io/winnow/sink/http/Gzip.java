package io.winnow.sink.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compression of what is rendered. */
final class Gzip {
  private static final int BUFFER_BYTES = 16 * 1024;

  private Gzip() {}

  /** Whether the client takes it (RFC 9110, section 12.5.3). */
  static boolean accepted(Context context) {
    @Nullable String header = context.header("Accept-Encoding");
    if (header == null) {
      return false;
    }
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] coding = part.strip().split("\\s*;\\s*", -1);
      if (coding[0].equals("gzip") || coding[0].equals("x-gzip")) {
        return coding.length == 1 || !coding[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  /** Takes what is to be compressed. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Compresses quickly rather than well. What fails on the way is not ended, so that no client
   * takes what there is for the whole; its native memory is given back all the same.
   */
  static void write(OutputStream out, Content content) throws IOException {
    Stream gzip = new Stream(out);
    try {
      content.writeTo(gzip);
      gzip.finish();
    } finally {
      gzip.release();
    }
  }

  private static final class Stream extends GZIPOutputStream {
    Stream(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }

    void release() {
      def.end();
    }
  }
}
