package io.winnow.gateway.dialect.insideview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.LookupOptions;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.WebhookAddress;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.BulkStatus;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.http.HttpRoutes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/target/contact/job}: contacts' ids come in, and are a job when the answer
 * goes out; {@code DELETE} of a job cancels it while nothing of it has been done.
 */
public final class ContactJobRoutes implements HttpRoutes {
  static final String JOBS = "/api/v1/target/contact/job";

  /** What people call such a job. */
  private static final String NAME = "contacts";

  private static final Set<String> TYPES =
      Set.of("text/plain", "application/octet-stream", "application/x-www-form-urlencoded");

  private static final ListHints HINTS = new ListHints(ListFormat.CSV, null, null);

  private final BulkJobs jobs;
  private final UploadPlaces places;
  private final Level usual;
  private final ContactIds contactIds;
  private final BulkJobIds jobIds;

  /**
   * @param places of uploads under way
   * @param idSecret what ids are made of
   * @param usual how far addresses are verified when nobody says
   */
  public ContactJobRoutes(BulkJobs jobs, UploadPlaces places, String idSecret, Level usual) {
    this.usual = usual;
    this.jobs = jobs;
    this.places = places;
    this.contactIds = new ContactIds(idSecret);
    this.jobIds = new BulkJobIds(idSecret);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(JOBS, this::submit);
    routes.delete(JOBS + "/{id}", this::cancel);
  }

  private void submit(Context context) throws IOException {
    Caller caller = Gate.pass(context, null);
    requireType(context.contentType());
    LookupOptions lookup =
        new LookupOptions(
            flag("retrieveCompanyDetails", context.queryParam("retrieveCompanyDetails")),
            Answers.form(context));
    JobOptions options = JobOptions.lookingUp(lookup, webhook(context.queryParam("webhook")));
    Level level = level(context.queryParam("level"));
    try (UploadPlaces.Place place = places.take(caller)) {
      List<String> ids = IdList.read(place.body(context.req().getInputStream()));
      if (!jobs.ready()) {
        throw DialectError.of(503, "503-1", "Jobs are not taken at the moment; try again later.");
      }
      UploadRequest request =
          new UploadRequest(NAME, level, HINTS, RowOptions.PLAIN, options)
              .by(caller.account())
              .within(caller.limits().rows());
      JobId job = jobs.submit(request, ids.stream().map(id -> named(caller, id)).toList());
      Answers.send(
          context, BulkStatus.ROOT, BulkStatus.ACCEPTED.document(jobIds.of(caller.account(), job)));
    } catch (ListFault e) {
      throw DialectError.of(400, e.errorNumber(), e.message());
    } catch (NotAdmitted e) {
      throw Refused.error(e);
    } catch (ListRefused e) {
      throw Refused.error(e);
    }
  }

  /** The contact's number, or the id as it is when it was not made for this account. */
  private String named(Caller caller, String id) {
    OptionalLong contact = contactIds.contact(caller.account(), id);
    return contact.isPresent() ? Long.toString(contact.getAsLong()) : id;
  }

  private static void requireType(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType;
    int parameters = type.indexOf(';');
    String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    if (!TYPES.contains(bare.toLowerCase(Locale.ROOT))) {
      throw DialectError.of(
          415,
          "415-1",
          "Unsupported Media Type - Content-Type should be text/plain or"
              + " application/octet-stream.");
    }
  }

  /** Not the vendor's: how far addresses are verified. */
  private Level level(@Nullable String text) {
    try {
      return text == null ? usual : Level.parse(text);
    } catch (IllegalArgumentException e) {
      throw DialectError.of(
          400, "400-103", "Illegal values for the field: " + e.getMessage() + ".");
    }
  }

  private static boolean flag(String name, @Nullable String text) {
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "", "false" -> false;
      case "true" -> true;
      default ->
          throw DialectError.of(
              400, "400-103", "Illegal values for the field: " + name + " is true or false.");
    };
  }

  private static @Nullable String webhook(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String address = text.strip();
    try {
      var _ = WebhookAddress.parse(address);
      return address;
    } catch (IllegalArgumentException e) {
      throw DialectError.of(
          400, "400-103", "Illegal values for the field: the webhook " + e.getMessage() + ".");
    }
  }

  private void cancel(Context context) {
    Caller caller = Gate.pass(context, null);
    String id = context.pathParam("id");
    JobId job =
        jobIds
            .job(caller.account(), id)
            .orElseThrow(() -> DialectError.of(404, "404-1", "Invalid ID, record not found."));
    Job known =
        jobs.unfinished(caller.account(), job)
            .filter(found -> BulkStatus.of(found) == BulkStatus.ACCEPTED)
            .orElseThrow(
                () ->
                    DialectError.of(
                        400,
                        "400-202",
                        "The job cannot be cancelled, since its processing has started."));
    jobs.cancel(caller.account(), known.id());
    Answers.send(context, BulkStatus.ROOT, BulkStatus.ABORTED.document(id));
  }
}
