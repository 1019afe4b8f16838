package io.winnow.gateway.dialect.bevservice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.http.ListDoor;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BevserviceStatus;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.WireAnswer;
import io.winnow.kit.dialect.XmlText;
import io.winnow.kit.http.HttpRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** {@code POST /api/bevService/request}. */
public final class BevserviceRoutes implements HttpRoutes {
  private static final String JOB_NAME = "bevService request";
  private static final Duration KEPT = Duration.ofDays(7);

  private final ListDoor lists;
  private final Level level;

  /** What they hold is at most as much on the disk as two requests. */
  private final Semaphore unkeyed = new Semaphore(2);

  /**
   * @param level how far addresses are verified
   */
  public BevserviceRoutes(ListDoor lists, Level level) {
    this.lists = lists;
    this.level = level;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(BevserviceStatus.PATH, this::create);
  }

  private void create(Context context) throws IOException {
    try (EmailsFile emails = new EmailsFile();
        CreateRequest request =
            new CreateRequest(emails, key -> Gate.pass(context, key), unkeyed)) {
      lists.parse(
          context,
          body -> {
            request.read(body);
            return true;
          });
      Dialect.answerIn(context, request.form().wireName());
      if (!request.keyed()) {
        Gate.pass(context, null);
      }
      request.requireGood();
      answer(context, request.form(), job(context, request.version(), emails));
    }
  }

  private JobId job(Context context, int version, EmailsFile emails) throws IOException {
    try (InputStream list = emails.content()) {
      return lists
          .take(
              context,
              (_, steadily) -> new ListDoor.Incoming(upload(version), steadily.apply(list)))
          .id();
    }
  }

  private UploadRequest upload(int version) {
    return new UploadRequest(
            JOB_NAME,
            level,
            new ListHints(ListFormat.CSV, "UTF-8", EmailsFile.COLUMN),
            RowOptions.PLAIN)
        .asking(
            new JobOptions(
                    null,
                    JsonNodeFactory.instance.objectNode().put(BevserviceStatus.VERSION, version),
                    JobOptions.PLAIN.dedupe())
                .keptFor(KEPT));
  }

  private static void answer(Context context, BevserviceForm form, JobId id) throws IOException {
    String body =
        switch (form) {
          case JSON, CSV -> "{\"response\":{\"id\":%s}}".formatted(id);
          case XML ->
              XmlText.document().open("response").element("id", id.toString()).close().toString();
        };
    WireAnswer.send(context, 200, form.contentType(), body);
  }
}
