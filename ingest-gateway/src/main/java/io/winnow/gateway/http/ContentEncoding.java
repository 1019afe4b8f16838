package io.winnow.gateway.http;

import io.javalin.http.Context;
import io.winnow.gateway.format.GzipStream;
import io.winnow.gateway.list.ListLimits;
import io.winnow.kit.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bodies that are packed on their way (RFC 9110, section 8.4). */
final class ContentEncoding {
  private ContentEncoding() {}

  /**
   * The body unpacked.
   *
   * @throws Problem when it is packed in a way that is not taken
   */
  static InputStream body(Context context, ListLimits limits) throws IOException {
    InputStream body = context.req().getInputStream();
    return isGzip(context.header("Content-Encoding")) ? new GzipStream(body, limits) : body;
  }

  private static boolean isGzip(@Nullable String encoding) {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw Problem.of(
              415,
              "unsupported_content_encoding",
              "content encoding '" + encoding + "' is not accepted; send gzip or none");
    };
  }
}
