package io.winnow.gateway.http;

import io.javalin.http.Context;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.format.FileNames;
import io.winnow.gateway.format.GzipStream;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.spool.ListName;
import io.winnow.gateway.spool.RetryKey;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.http.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Reads lists as the native API takes them: as the body, or as the file of a form. */
final class IncomingList {
  private IncomingList() {}

  /** What may stand behind the question mark. */
  static final List<String> PARAMETERS =
      List.of(
          "name",
          "level",
          "column",
          "charset",
          "deadline",
          "sheet",
          "dedupe",
          "webhook",
          "webhook_progress",
          "metadata",
          "retention");

  private static final Set<String> FILE_FIELDS = Set.of("file", "list");

  private static final UploadForm.Rules FORM =
      new UploadForm.Rules(
          Set.copyOf(PARAMETERS),
          part -> part.fileName() != null || FILE_FIELDS.contains(part.name()),
          "send the list as a part with a file name, or as the field 'file'");

  /**
   * Reads what comes before a list.
   *
   * @param limits of bodies that are packed on their way
   */
  record Reader(Parameters parameters, ListLimits limits) {
    /**
     * Reads no more than the fields of a form.
     *
     * @throws Problem when lists do not come like that
     * @throws io.winnow.gateway.list.ListRefused when the body is said to be packed and is not
     */
    ListDoor.Incoming read(Context context, @Nullable String retryKey, InputStream body) {
      String contentType = context.contentType();
      boolean form = ContentTypes.bare(contentType).equals(ContentTypes.FORM);
      ListFormat format = form ? ListFormat.CSV : ContentTypes.format(contentType);
      InputStream unpacked = unpacked(context.header("Content-Encoding"), body);
      return form
          ? form(context, String.valueOf(contentType), retryKey, unpacked)
          : single(context, format, retryKey, unpacked);
    }

    /** Bodies may be packed on their way (RFC 9110, section 8.4). */
    private InputStream unpacked(@Nullable String encoding, InputStream body) {
      return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
        case "", "identity" -> body;
        case "gzip", "x-gzip" -> new GzipStream(body, limits);
        default ->
            throw Problem.of(
                415,
                "unsupported_content_encoding",
                "content encoding '" + encoding + "' is not accepted; send gzip, or none");
      };
    }

    private ListDoor.Incoming single(
        Context context, ListFormat format, @Nullable String retryKey, InputStream body) {
      Asked asked = new Asked(context::queryParam);
      ListHints hints =
          new ListHints(
              format,
              either(asked.of("charset"), charset(context.contentType())),
              asked.of("column"),
              asked.of("sheet"));
      return new ListDoor.Incoming(request(asked, asked.of("name"), hints, retryKey), body);
    }

    private ListDoor.Incoming form(
        Context context, String contentType, @Nullable String retryKey, InputStream body) {
      UploadForm form = UploadForm.read(body, contentType, FORM);
      Asked asked = new Asked(name -> either(form.field(name), context.queryParam(name)));
      String name = asked.of("name");
      ListHints hints =
          new ListHints(
              format(form),
              either(asked.of("charset"), charset(form.contentType())),
              asked.of("column"),
              asked.of("sheet"));
      return new ListDoor.Incoming(
          request(asked, name == null ? form.fileName() : name, hints, retryKey), form.content());
    }

    private UploadRequest request(
        Asked asked, @Nullable String jobName, ListHints hints, @Nullable String retryKey) {
      String webhook = JobParameters.webhook(asked.of("webhook"));
      return new UploadRequest(
              ListName.of(jobName),
              parameters.level(asked.of("level")),
              hints,
              options(asked.of("deadline")))
          .asking(
              new JobOptions(
                      webhook,
                      JobParameters.metadata(asked.of("metadata")),
                      Parameters.dedupe(asked.of("dedupe")),
                      JobParameters.webhookProgress(asked.of("webhook_progress"), webhook),
                      null)
                  .keptFor(JobParameters.retention(asked.of("retention"))))
          .knownBy(retryKey == null ? null : new RetryKey(retryKey, asked.all(jobName, hints)));
    }

    /** What the client asks beside its list; nothing and blanks are the same. */
    private record Asked(Source source) {
      /** Where a parameter is found by its name. */
      interface Source {
        @Nullable String find(String name);
      }

      @Nullable String of(String name) {
        return either(source.find(name), null);
      }

      /** All of it as it was said, in a fixed order, for telling uploads apart. */
      List<String> all(@Nullable String jobName, ListHints hints) {
        List<String> all = new ArrayList<>();
        for (String parameter : PARAMETERS) {
          all.add(Objects.requireNonNullElse(of(parameter), ""));
        }
        all.add(Objects.requireNonNullElse(jobName, ""));
        all.add(hints.toString());
        return all;
      }
    }

    private RowOptions options(@Nullable String deadline) {
      return new RowOptions(parameters.deadline(deadline), false);
    }

    /** Browsers tell the type by the file's extension, and know .txt better than .csv. */
    private static ListFormat format(UploadForm form) {
      ListFormat named = form.fileName() == null ? null : FileNames.format(form.fileName());
      return named != null
          ? named
          : switch (ContentTypes.bare(form.contentType())) {
            case "text/plain" -> ListFormat.LINES;
            case "application/json", "application/x-ndjson" -> ListFormat.JSON;
            default -> ListFormat.CSV;
          };
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
      if (first != null && !first.isBlank()) {
        return first;
      }
      return second == null || second.isBlank() ? null : second;
    }

    private static @Nullable String charset(@Nullable String contentType) {
      return contentType == null ? null : MimeTypes.getCharsetFromContentType(contentType);
    }
  }
}
