package io.winnow.gateway.dialect.pardot;

import io.winnow.kit.dialect.XmlText;

/** Answers in XML: on one line behind the declaration, {@code stat} before {@code version}. */
final class XmlAnswer {
  private XmlAnswer() {}

  /** To the last byte. */
  static String of(Answer answer) {
    return switch (answer) {
      case Answer.ApiKey login -> document(true, XmlText.part().element("api_key", login.apiKey()));
      case Answer.Batch batch -> document(batch.errors().isEmpty(), errors(batch));
      case Answer.One one -> document(true, prospect(XmlText.part(), one.prospect()));
      case Answer.Page page -> document(true, page(page));
      case Answer.Nothing _ -> "";
    };
  }

  private static String document(boolean ok, XmlText content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rsp stat=\"%s\" version=\"1.0\">%s</rsp>\n"
        .formatted(ok ? "ok" : "fail", content);
  }

  private static XmlText errors(Answer.Batch batch) {
    XmlText xml = XmlText.part();
    if (batch.errors().isEmpty()) {
      return xml.empty("errors");
    }
    xml.open("errors");
    batch
        .errors()
        .forEach((identifier, text) -> xml.element("prospect", text, "identifier", identifier));
    return xml.close();
  }

  private static XmlText page(Answer.Page page) {
    XmlText xml = XmlText.part().open("result");
    if (page.total() != null) {
      xml.element("total_results", page.total().toString());
    }
    page.prospects().forEach(prospect -> prospect(xml, prospect));
    return xml.close();
  }

  private static XmlText prospect(XmlText xml, Prospect prospect) {
    xml.open("prospect");
    for (Prospect.Cell cell : prospect.cells()) {
      String value = cell.value() == null ? "" : cell.value();
      boolean empty =
          value.isEmpty() || (cell.kind() == ProspectField.Kind.BOOLEAN && !value.equals("1"));
      if (empty) {
        xml.empty(cell.name());
      } else {
        xml.element(cell.name(), value);
      }
    }
    String campaign = prospect.campaign();
    if (campaign != null) {
      xml.open("campaign").element("id", campaign).empty("name").close();
    }
    return xml.close();
  }
}
