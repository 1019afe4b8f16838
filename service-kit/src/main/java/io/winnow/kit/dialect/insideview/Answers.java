package io.winnow.kit.dialect.insideview;

import io.javalin.http.Context;
import io.winnow.contracts.LookupOptions.Form;
import io.winnow.kit.dialect.AcceptedForm;

/** How this API answers: in JSON for those who prefer it, else in XML. */
public final class Answers {
  private Answers() {}

  /** The form that a request's answer is to have. */
  public static Form form(Context context) {
    return AcceptedForm.isJson(context.header("Accept")) ? Form.JSON : Form.XML;
  }

  /** The media type of a form. */
  public static String contentType(Form form) {
    return switch (form) {
      case JSON -> "application/json";
      case XML -> "application/xml";
    };
  }

  /**
   * A document in a form.
   *
   * @param root name of its element in XML
   */
  public static String text(Form form, String root, Document document) {
    return switch (form) {
      case JSON -> document.json();
      case XML -> document.xml(root);
    };
  }

  /** Answers with a document, status 200. */
  public static void send(Context context, String root, Document document) {
    Form form = form(context);
    context.contentType(contentType(form));
    context.result(text(form, root, document));
  }
}
