package io.winnow.gateway.dialect.loqate;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.Level;
import io.winnow.gateway.http.AcceptedJob;
import io.winnow.gateway.http.CheckDoor;
import io.winnow.gateway.http.ContentTypes;
import io.winnow.gateway.http.ListDoor;
import io.winnow.gateway.http.UploadForm;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.ListName;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.JsonText;
import io.winnow.kit.dialect.LoqateJob;
import io.winnow.kit.http.HttpRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /email/batch} and {@code GET|POST /email/verify}. */
public final class LoqateRoutes implements HttpRoutes {
  static final String KEY = "lqtkey";
  private static final String COLUMN = "email";

  private static final UploadForm.Rules FORM =
      new UploadForm.Rules(
          Set.of(KEY), part -> part.name().equals(COLUMN), "send the CSV file as the part 'email'");

  private final ListDoor lists;
  private final Level level;
  private final VerifyRoute verify;

  /**
   * @param level how far lists and addresses are verified
   */
  public LoqateRoutes(ListDoor lists, CheckDoor checks, Level level) {
    this.lists = lists;
    this.level = level;
    this.verify = new VerifyRoute(checks, level);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(LoqateJob.PATH, this::batch);
    verify.addTo(routes);
  }

  private void batch(Context context) throws IOException {
    if (!ContentTypes.bare(context.contentType()).equals(ContentTypes.FORM)) {
      throw DialectError.of(
          415, "Send the CSV file as multipart/form-data, as the part 'email' of type file");
    }
    AcceptedJob job = context.queryParam(KEY) == null ? takeWithKeyInForm(context) : take(context);
    LoqateJob.json(
        context,
        "email_batch",
        "["
            + new LoqateJob(
                    Caller.of(context).account(),
                    job.id(),
                    job.name(),
                    job.rows(),
                    JobIds.madeAt(job.id()))
                .json()
            + "]");
  }

  private AcceptedJob take(Context context) throws IOException {
    Gate.pass(context, null);
    return lists.take(
        context,
        (body, _) -> {
          UploadForm form = form(context, body);
          return list(form, form.content());
        });
  }

  /** The form has to be begun before it is known whose it is. */
  private AcceptedJob takeWithKeyInForm(Context context) throws IOException {
    UploadForm form = form(context, context.req().getInputStream());
    Gate.pass(context, form.field(KEY));
    return lists.take(context, (_, steadily) -> list(form, steadily.apply(form.content())));
  }

  private static UploadForm form(Context context, InputStream body) {
    return UploadForm.read(body, String.valueOf(context.contentType()), FORM);
  }

  private ListDoor.Incoming list(UploadForm form, InputStream content) {
    @Nullable String name = form.fileName();
    if (name == null || !name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw DialectError.of(
          400,
          name == null
              ? "The part 'email' has no file name; it must end with .csv"
              : "The name of the file must end with .csv, and is " + JsonText.string(name));
    }
    return new ListDoor.Incoming(
        new UploadRequest(ListName.of(name), level, new ListHints(ListFormat.CSV, null, COLUMN)),
        content);
  }
}
