package io.winnow.gateway.dialect.pardot;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.kit.dialect.BoundedJson;
import io.winnow.kit.dialect.HardenedXml;
import io.winnow.kit.dialect.MalformedInput;
import io.winnow.kit.dialect.XmlElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands in the parameter {@code prospects} of a batch: JSON or XML, prospects keyed by
 * identifier in version 3, in an array in version 4.
 */
final class ProspectsDocument {
  /** Prospects of a batch, at most. */
  static final int MOST = 50;

  private final Version version;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> identifiers = new HashSet<>();

  private ProspectsDocument(Version version) {
    this.version = version;
  }

  /**
   * A prospect of the document.
   *
   * @param identifier under which its errors are told: its key in version 3, its position in 4
   * @param fields by name, as given; empty for null
   */
  record Row(String identifier, Map<String, String> fields) {}

  /**
   * The prospects in their order.
   *
   * @throws io.winnow.kit.dialect.DialectError when the document is not as it should be, or has too
   *     many of them
   */
  static List<Row> read(String text, Version version) {
    ProspectsDocument document = new ProspectsDocument(version);
    try {
      if (text.stripLeading().startsWith("<")) {
        document.take(HardenedXml.read(text.strip()));
      } else {
        document.take(BoundedJson.SMALL.tree(text));
      }
    } catch (MalformedInput e) {
      throw PardotError.INVALID_INPUT.fault();
    }
    return document.rows;
  }

  private void take(JsonNode root) {
    JsonNode prospects = root.path("prospects");
    if (!prospects.isContainerNode()) {
      throw PardotError.INVALID_INPUT.fault();
    }
    if (prospects.isEmpty()) {
      return; // PHP writes {} and [] alike
    }
    requireRoom(prospects.size());
    switch (version) {
      case THREE -> {
        if (!prospects.isObject()) {
          throw PardotError.NOT_KEYED_BY_EMAIL.fault();
        }
        prospects.properties().forEach(entry -> add(entry.getKey(), flat(entry.getValue())));
      }
      case FOUR -> {
        if (!prospects.isArray()) {
          throw PardotError.NOT_FLAT.fault();
        }
        prospects.forEach(prospect -> add(position(), flat(prospect)));
      }
    }
  }

  private static Map<String, String> flat(JsonNode prospect) {
    if (!prospect.isObject() && !(prospect.isArray() && prospect.isEmpty())) {
      throw PardotError.NOT_FLAT.fault();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : prospect.properties()) {
      JsonNode value = field.getValue();
      if (value.isContainerNode()) {
        throw PardotError.NOT_FLAT.fault();
      }
      fields.put(field.getKey(), value.isNull() ? "" : value.asText());
    }
    return fields;
  }

  private void take(XmlElement root) {
    if (!root.name().equals("prospects")) {
      throw PardotError.INVALID_INPUT.fault();
    }
    requireRoom(root.children().size());
    for (XmlElement prospect : root.children()) {
      if (!prospect.name().equals("prospect")) {
        throw PardotError.INVALID_INPUT.fault();
      }
      add(identifier(prospect), flat(prospect));
    }
  }

  private String identifier(XmlElement prospect) {
    return switch (version) {
      case THREE -> {
        String identifier = prospect.attributes().get("identifier");
        if (identifier == null) {
          throw PardotError.NOT_KEYED_BY_EMAIL.fault();
        }
        yield identifier;
      }
      case FOUR -> position();
    };
  }

  private static Map<String, String> flat(XmlElement prospect) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (XmlElement field : prospect.children()) {
      if (!field.children().isEmpty()) {
        throw PardotError.NOT_FLAT.fault();
      }
      if (fields.put(field.name(), field.text()) != null) {
        throw PardotError.INVALID_INPUT.fault();
      }
    }
    return fields;
  }

  private static void requireRoom(int prospects) {
    if (prospects > MOST) {
      throw PardotError.BATCH_TOO_LARGE.fault();
    }
  }

  private String position() {
    return Integer.toString(rows.size());
  }

  /** An identifier that comes twice is a broken document, as a key that comes twice in JSON is. */
  private void add(String identifier, Map<String, String> fields) {
    if (!identifiers.add(identifier)) {
      throw PardotError.INVALID_INPUT.fault();
    }
    rows.add(new Row(identifier, fields));
  }
}
