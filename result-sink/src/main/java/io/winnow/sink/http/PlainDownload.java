package io.winnow.sink.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.Job;
import io.winnow.kit.http.Problem;
import io.winnow.sink.results.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The whole list as it stands in the sealed files. Once it is complete it never changes: it has a
 * tag, and can be had in parts.
 */
final class PlainDownload {
  private final Context context;
  private final HttpServletResponse response;
  private final Download download;
  private final long bytes;
  private final String tag;

  /**
   * @param download complete
   */
  private PlainDownload(Context context, Job job, Download download) {
    this.context = context;
    this.response = context.res();
    this.download = download;
    this.bytes = download.bytes().orElseThrow();
    this.tag = "\"%s-%d\"".formatted(job.id(), bytes);
  }

  /** Whether a client is better served with this than with a compressed stream. */
  static boolean inParts(Context context) {
    return context.header("Range") != null;
  }

  /** Answers with what the request asks for. */
  static void answer(Context context, Job job, Download download) throws IOException {
    if (download.complete()) {
      new PlainDownload(context, job, download).complete();
    } else if (!context.method().equals(HandlerType.HEAD)) {
      // past the context's own stream, which may compress and so break the length
      download.writeTo(context.res().getOutputStream());
    }
  }

  private void complete() throws IOException {
    response.setHeader("ETag", tag);
    response.setHeader("Accept-Ranges", "bytes");
    @Nullable String known = context.header("If-None-Match");
    if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
      response.setStatus(304);
      return;
    }
    @Nullable ByteRange range = mayBeParted() ? ByteRange.of(context.header("Range"), bytes) : null;
    if (range == null) {
      range = new ByteRange(0, bytes);
    } else if (range.isEmpty()) {
      throw Problem.of(
              416,
              "no_such_range",
              "the result has %d bytes, and none of those asked for".formatted(bytes))
          .withHeader("Content-Range", range.contentRange(bytes));
    } else {
      response.setStatus(206);
      response.setHeader("Content-Range", range.contentRange(bytes));
    }
    response.setContentLengthLong(range.length());
    if (!context.method().equals(HandlerType.HEAD)) {
      write(range);
    }
  }

  private void write(ByteRange range) throws IOException {
    if (range.length() == bytes) {
      download.writeTo(response.getOutputStream());
    } else {
      download.writeTo(response.getOutputStream(), range.from(), range.length());
    }
  }

  /** A client that holds parts of another whole gets this one whole. */
  private boolean mayBeParted() {
    @Nullable String ifRange = context.header("If-Range");
    return context.method().equals(HandlerType.GET) && (ifRange == null || ifRange.equals(tag));
  }
}
