package io.winnow.kit.dialect.insideview;

import io.winnow.kit.dialect.JsonText;
import io.winnow.kit.dialect.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A document of this API: members in order, the same in JSON and in XML. For one thread. */
public final class Document {
  private sealed interface Member {
    String name();
  }

  private record Text(String name, String value) implements Member {}

  private record Whole(String name, long value) implements Member {}

  private record Many(String name, String item, List<Document> values) implements Member {}

  private final List<Member> members = new ArrayList<>();

  /** Adds a text. */
  public Document with(String name, String value) {
    members.add(new Text(name, value));
    return this;
  }

  /** Adds a whole number. */
  public Document with(String name, long value) {
    members.add(new Whole(name, value));
    return this;
  }

  /**
   * Adds documents.
   *
   * @param name of the array in JSON
   * @param item name of each element in XML, where there is no array
   */
  public Document with(String name, String item, List<Document> values) {
    members.add(new Many(name, item, List.copyOf(values)));
    return this;
  }

  /** As a JSON object. */
  public String json() {
    return members.stream()
        .map(member -> JsonText.string(member.name()) + ":" + json(member))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Member member) {
    return switch (member) {
      case Text text -> JsonText.string(text.value());
      case Whole whole -> Long.toString(whole.value());
      case Many many ->
          many.values().stream().map(Document::json).collect(Collectors.joining(",", "[", "]"));
    };
  }

  /**
   * As an XML document.
   *
   * @param root name of its element
   */
  public String xml(String root) {
    XmlText xml = XmlText.standalone().open(root);
    writeTo(xml);
    return xml.close().toString();
  }

  private void writeTo(XmlText xml) {
    for (Member member : members) {
      switch (member) {
        case Text text -> xml.element(text.name(), text.value());
        case Whole whole -> xml.element(whole.name(), Long.toString(whole.value()));
        case Many many -> {
          for (Document value : many.values()) {
            xml.open(many.item());
            value.writeTo(xml);
            xml.close();
          }
        }
      }
    }
  }
}
