package io.winnow.sink.http;

import static io.winnow.sink.http.JobRequests.parsed;
import static io.winnow.sink.http.JobRequests.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import io.winnow.sink.results.ColumnChoice;
import io.winnow.sink.results.Download;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.ResultFile;
import io.winnow.sink.results.ResultForm;
import io.winnow.sink.results.ResultQuery;
import io.winnow.sink.results.Results;
import io.winnow.sink.results.RowPlace;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/jobs/ID/results}: a job's list with its verdicts, as far as there are any. */
final class ResultRoutes implements HttpRoutes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST_ROWS = 1000;
  private static final String COMPLETE_HEADER = "Winnow-Complete";
  private static final List<String> PARAMETERS =
      List.of(
          "format",
          "status",
          "reason",
          "columns",
          "since",
          "search",
          "formulas",
          "limit",
          "cursor");

  private final JobRequests requests;
  private final Results results;
  private final Downloads downloads;

  /**
   * @param downloads how many may read results
   */
  ResultRoutes(JobRequests requests, Results results, Downloads downloads) {
    this.requests = requests;
    this.results = results;
    this.downloads = downloads;
  }

  /** What may stand behind {@code format=}. */
  private enum Format {
    CSV,
    JSONL,
    XLSX,
    JSON
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JobRoutes.JOBS + "/{id}/results.csv", this::plain);
    routes.get(JobRoutes.JOBS + "/{id}/results", this::results);
  }

  private void plain(Context context) throws IOException {
    QueryParameters.requireKnown(context, List.of());
    Job job = requests.job(context).job();
    downloads.answer(Caller.of(context).account(), () -> download(context, job));
  }

  private void download(Context context, Job job) throws IOException {
    Download download = results.of(job);
    attach(context.res(), job, ResultFile.CSV, download.complete());
    PlainDownload.answer(context, job, download);
  }

  private static void attach(
      HttpServletResponse response, Job job, ResultFile file, boolean complete) {
    response.setContentType(file.contentType());
    response.setHeader(
        "Content-Disposition", AttachmentName.contentDisposition(job.name(), file.extension()));
    response.setHeader(COMPLETE_HEADER, Boolean.toString(complete));
  }

  private void results(Context context) throws IOException {
    Format asked = query(context, "format", ResultRoutes::format);
    Format format = asked == null ? Format.CSV : asked;
    QueryParameters.requireKnown(context, PARAMETERS);
    refuseOthers(context, format);
    Job job = requests.job(context).job();
    ResultQuery wanted = wanted(context);
    ColumnChoice columns = columns(context, ResultForm.of(job));
    boolean escaping = query(context, "formulas", ResultRoutes::escaping) != null;
    downloads.answer(
        Caller.of(context).account(),
        () -> {
          switch (format) {
            case CSV -> csv(context, job, wanted, columns, escaping);
            case JSONL -> render(context, job, wanted, columns, ResultFile.JSONL);
            case XLSX ->
                render(
                    context,
                    job,
                    wanted,
                    columns,
                    escaping ? ResultFile.XLSX_WITHOUT_FORMULAS : ResultFile.XLSX);
            case JSON -> page(context, job, wanted, columns);
          }
        });
  }

  private static void refuseOthers(Context context, Format format) {
    List<String> others =
        switch (format) {
          case CSV, XLSX -> List.of("limit", "cursor");
          case JSONL -> List.of("limit", "cursor", "formulas");
          case JSON -> List.of("formulas");
        };
    for (String name : others) {
      if (context.queryParam(name) != null) {
        throw Problem.of(
                400,
                "unknown_parameter",
                "there is no parameter '%s' of format %s"
                    .formatted(name, format.name().toLowerCase(Locale.ROOT)))
            .with("parameter", name);
      }
    }
  }

  /** All rows with all columns are in the files as they are. */
  private void csv(
      Context context, Job job, ResultQuery wanted, ColumnChoice columns, boolean escaping)
      throws IOException {
    boolean plain = wanted.equals(ResultQuery.ALL) && columns.all() && !escaping;
    if (plain && (!Gzip.accepted(context) || PlainDownload.inParts(context))) {
      context.res().setHeader("Vary", "Accept-Encoding");
      download(context, job);
    } else {
      render(
          context,
          job,
          wanted,
          columns,
          escaping ? ResultFile.CSV_WITHOUT_FORMULAS : ResultFile.CSV);
    }
  }

  private void render(
      Context context, Job job, ResultQuery wanted, ColumnChoice columns, ResultFile file)
      throws IOException {
    HttpServletResponse response = context.res();
    attach(response, job, file, complete(job));
    write(context, file.compressible(), out -> results.render(job, wanted, columns, file, out));
  }

  private static void write(Context context, boolean compressible, Gzip.Content content)
      throws IOException {
    HttpServletResponse response = context.res();
    response.setHeader("Vary", "Accept-Encoding");
    boolean compressed = compressible && Gzip.accepted(context);
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    OutputStream out = response.getOutputStream();
    if (compressed) {
      Gzip.write(out, content);
    } else {
      content.writeTo(out);
    }
  }

  /** Whether no more rows will come, and all that came are there. */
  private boolean complete(Job job) throws IOException {
    return (job.state() == JobState.COMPLETED || job.state() == JobState.CANCELLED)
        && results.of(job).complete();
  }

  private void page(Context context, Job job, ResultQuery wanted, ColumnChoice columns)
      throws IOException {
    Integer asked = query(context, "limit", text -> JobRequests.limit(text, MOST_ROWS));
    RowPlace from = query(context, "cursor", RowCursor::parse);
    context.res().setContentType("application/json");
    context.res().setHeader(COMPLETE_HEADER, Boolean.toString(complete(job)));
    write(
        context,
        true,
        out ->
            results.page(
                job,
                from == null ? RowPlace.of(wanted.since()) : from,
                wanted,
                columns,
                asked == null ? DEFAULT_LIMIT : asked,
                RowCursor::of,
                out));
  }

  private static boolean escaping(String text) {
    if (text.equals("escape")) {
      return true;
    }
    throw new IllegalArgumentException("expected escape");
  }

  private static Format format(String text) {
    for (Format format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException("expected csv, jsonl, xlsx or json");
  }

  private static ResultQuery wanted(Context context) {
    Long since = query(context, "since", ResultRoutes::row);
    return new ResultQuery(
        since == null ? 0 : since,
        several(context, "status", Status::parse),
        several(context, "reason", Reason::parse),
        context.queryParam("search"));
  }

  private static long row(String text) {
    String expected = "expected the number of a row, counted from 0";
    try {
      return RowPlace.of(Long.parseLong(text)).row();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  private static ColumnChoice columns(Context context, ResultForm form) {
    List<String> wanted = new ArrayList<>();
    for (String text : context.queryParams("columns")) {
      wanted.addAll(List.of(text.split(",", -1)));
    }
    if (wanted.isEmpty()) {
      return ColumnChoice.all(form);
    }
    @Nullable ColumnChoice choice =
        parsed("columns", String.join(",", wanted), _ -> ColumnChoice.of(form, wanted));
    return choice == null ? ColumnChoice.all(form) : choice;
  }

  /** Values of a parameter that may stand there several times, and hold several with commas. */
  private static <T> Set<T> several(Context context, String name, Function<String, T> parser) {
    Set<T> values = new LinkedHashSet<>();
    for (String text : context.queryParams(name)) {
      for (String part : text.split(",", -1)) {
        T value = parsed(name, part, parser);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
