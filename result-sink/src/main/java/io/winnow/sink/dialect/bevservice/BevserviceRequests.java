package io.winnow.sink.dialect.bevservice;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Job;
import io.winnow.kit.access.UnknownBodies;
import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BevserviceStatus;
import io.winnow.kit.dialect.BevserviceVerdict.Kind;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.ExactType;
import io.winnow.kit.dialect.WireAnswer;
import io.winnow.kit.dialect.XmlText;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code /api/bevService/request/status}, {@code …/list}, {@code …/completed}, {@code …/failed}.
 */
public final class BevserviceRequests implements HttpRoutes {
  private final OwnJobs jobs;
  private final Results results;
  private final Downloads downloads;
  private final UnknownBodies unknown = new UnknownBodies(Fields.MOST_UNKNOWN_BYTES);

  /**
   * @param downloads how many may read results
   */
  public BevserviceRequests(OwnJobs jobs, Results results, Downloads downloads) {
    this.jobs = jobs;
    this.results = results;
    this.downloads = downloads;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(BevserviceStatus.PATH + "/status", this::status);
    routes.post(BevserviceStatus.PATH + "/list", this::list);
    routes.post(
        BevserviceStatus.PATH + "/completed",
        context -> rows(context, Table.COMPLETED, EnumSet.of(Kind.PROCESSED)));
    routes.post(
        BevserviceStatus.PATH + "/failed",
        context -> rows(context, Table.FAILED, EnumSet.of(Kind.INVALID, Kind.FAILED)));
  }

  /** Unknown ids are left out. */
  private void status(Context context) throws IOException {
    Fields fields = Fields.of(context, unknown, BevserviceForm.OF_DOCUMENTS);
    List<Job> found =
        fields.ids().stream()
            .map(id -> jobs.find(fields.caller(), id))
            .flatMap(Optional::stream)
            .toList();
    String body =
        switch (fields.form()) {
          case JSON, CSV ->
              found.stream()
                  .map(BevserviceStatus::json)
                  .collect(Collectors.joining(",", "{\"response\":[", "]}"));
          case XML -> {
            XmlText xml = XmlText.document().open("response");
            found.forEach(job -> BevserviceStatus.xml(job, xml));
            yield xml.close().toString();
          }
        };
    WireAnswer.send(context, 200, fields.form().contentType(), body);
  }

  private void list(Context context) throws IOException {
    Fields fields = Fields.of(context, unknown, BevserviceForm.OF_DOCUMENTS);
    int page = fields.number("page", 1, Integer.MAX_VALUE, 1);
    int perPage = fields.number("perPage", 10, 50, 10);
    boolean ascending = fields.word("sort", "desc", "asc").equals("asc");
    boolean onlyIds = fields.flag("onlyIds", true);
    RequestPage found =
        RequestPage.of(jobs.each(fields.caller(), ascending), page, perPage, onlyIds);
    String body =
        switch (fields.form()) {
          case JSON, CSV -> found.json();
          case XML -> found.xml();
        };
    WireAnswer.send(context, 200, fields.form().contentType(), body);
  }

  /**
   * Until all are there, there are none: clients take the first answer that is not empty for the
   * whole.
   */
  private void rows(Context context, Table table, Set<Kind> wanted) throws IOException {
    Fields fields = Fields.of(context, unknown, BevserviceForm.OF_TABLES);
    Job job =
        fields
            .id()
            .flatMap(id -> jobs.find(fields.caller(), id))
            .orElseThrow(() -> DialectError.of(400, "The selected id is invalid."));
    downloads.answer(job.account(), () -> write(context, fields, job, table, wanted));
  }

  private void write(Context context, Fields fields, Job job, Table table, Set<Kind> wanted)
      throws IOException {
    context.res().setStatus(200);
    ExactType.put(context.res(), fields.form().contentType());
    try (RowsWriter rows = new RowsWriter(table, fields.form(), context.res().getOutputStream())) {
      if (BevserviceStatus.ready(job)) {
        results.each(job, row -> rows.write(row, wanted));
      }
      rows.finish();
    }
  }
}
