package io.winnow.gateway.dialect.insideview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.Reason;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.ContactDetail;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.dialect.insideview.Document;
import io.winnow.kit.dialect.insideview.EmailValidation;
import io.winnow.kit.dialect.insideview.Paging;
import io.winnow.kit.directory.ContactPage;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.directory.DirectoryQuery;
import io.winnow.kit.directory.DirectoryUnavailable;
import io.winnow.kit.http.HttpRoutes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/target/contacts}: the account's contacts by the ids that jobs are made of; all
 * of them in pages, or the one with an address. So clients learn ids: the vendor's own searches are
 * about data that only the vendor has.
 */
public final class ContactListRoutes implements HttpRoutes {
  private final DirectoryDesk desk;
  private final ContactIds ids;

  /**
   * @param idSecret what ids are made of
   */
  public ContactListRoutes(DirectoryDesk desk, String idSecret) {
    this.desk = desk;
    this.ids = new ContactIds(idSecret);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/target/contacts", this::list);
  }

  private void list(Context context) {
    Caller caller = Gate.pass(context, null);
    Paging paging = Paging.of(context);
    ContactPage page;
    try {
      page = page(caller.account(), context.queryParam("email"), paging);
    } catch (DirectoryUnavailable e) {
      DialectError error =
          DialectError.of(503, "503-1", "The directory does not answer; try again later.");
      error.initCause(e);
      throw error;
    }
    Answers.send(
        context,
        "contacts",
        new Document()
            .with("contacts", "contact", page.contacts().stream().map(this::document).toList())
            .with("page", paging.page())
            .with("resultsPerPage", paging.perPage())
            .with("totalResults", Objects.requireNonNullElse(page.total(), 0L)));
  }

  private ContactPage page(String account, @Nullable String email, Paging paging) {
    if (email != null) {
      List<Contact> found = desk.find(account, ContactKey.email(email)).stream().toList();
      return new ContactPage(paging.skip() == 0 ? found : List.of(), (long) found.size());
    }
    return desk.query(
        account,
        new DirectoryQuery(
            List.of(), ContactFilter.ID, false, paging.skip(), paging.perPage(), true));
  }

  private Document document(Contact contact) {
    Document document = new Document().with("id", ids.of(contact.account(), contact.id()));
    for (ContactDetail detail : ContactDetail.OF_CONTACT) {
      String value = detail.in(field -> contact.fields().getOrDefault(field, ""));
      if (!value.isEmpty()) {
        document.with(detail.column(), value);
      }
    }
    document.with("email", contact.email());
    Reason reason = contact.verification().reason();
    if (reason != null) {
      document.with("emailValidationStatus", EmailValidation.of(reason).word());
    }
    return document;
  }
}
