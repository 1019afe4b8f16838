package io.winnow.sink.results;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A row as a JSON object: its number, the user's cells, and the verdict's under the names of {@link
 * ResultColumns#OF_VERDICT}; those that are empty are left out.
 */
final class RowJson {
  private static final String FLAGS = "flags";

  private final ColumnChoice columns;

  RowJson(ColumnChoice columns) {
    this.columns = columns;
  }

  /** The user's cells as an array, in the order of their columns. */
  void writeWithArray(ResultRow row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("row", row.number());
    json.writeArrayFieldStart("cells");
    for (int column : columns.own(row)) {
      json.writeString(row.text(column));
    }
    json.writeEndArray();
    verdict(row, json);
    json.writeEndObject();
  }

  /** The user's cells by the names of their columns; those beyond as {@code more}. */
  void writeWithNames(ResultRow row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("row", row.number());
    json.writeObjectFieldStart("cells");
    List<Integer> own = columns.own(row);
    List<String> names = columns.ownNames();
    for (int i = 0; i < names.size(); i++) {
      json.writeStringField(names.get(i), row.text(own.get(i)));
    }
    json.writeEndObject();
    if (own.size() > names.size()) {
      json.writeArrayFieldStart("more");
      for (int column : own.subList(names.size(), own.size())) {
        json.writeString(row.text(column));
      }
      json.writeEndArray();
    }
    verdict(row, json);
    json.writeEndObject();
  }

  private void verdict(ResultRow row, JsonGenerator json) throws IOException {
    int first = row.form().layout().columns().size();
    for (int column : columns.ofVerdict()) {
      String text = row.text(column);
      if (text.isEmpty()) {
        continue;
      }
      int ours = column - first;
      if (ours == ResultColumns.OF_VERDICT.size()) {
        // where people count from 1
        json.writeNumberField(ResultColumns.DUPLICATE_OF, Long.parseLong(text) - 1);
      } else if (ResultColumns.OF_VERDICT.get(ours).equals(FLAGS)) {
        flags(text, json);
      } else {
        json.writeStringField(ResultColumns.OF_VERDICT.get(ours), text);
      }
    }
  }

  private static void flags(String text, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(FLAGS);
    for (String flag : text.split(" ", -1)) {
      json.writeString(flag);
    }
    json.writeEndArray();
  }
}
