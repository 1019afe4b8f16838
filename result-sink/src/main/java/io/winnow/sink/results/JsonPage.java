package io.winnow.sink.results;

import com.fasterxml.jackson.core.JsonGenerator;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * A page of rows as one JSON object, written as they are found. It ends when it has as many rows as
 * were asked for, or has grown large, or so many rows were looked at that the client should hear:
 * so a page may have few rows, or none, and yet there may be more.
 */
final class JsonPage implements ResultRows.Visitor {
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int MOST_LOOKED_AT = 250_000;

  private final ResultQuery query;
  private final RowJson form;
  private final int limit;
  private final JsonGenerator json;
  private int written;
  private int lookedAt;
  private long characters;

  /** Of the row that comes next. */
  private RowPlace here;

  private boolean more;

  private JsonPage(
      RowPlace from, ResultQuery query, ColumnChoice columns, int limit, JsonGenerator json) {
    this.here = from;
    this.query = query;
    this.form = new RowJson(columns);
    this.limit = limit;
    this.json = json;
  }

  /**
   * Writes a page.
   *
   * @param limit at most this many rows
   * @param cursor the text by which the next page is asked for
   */
  static void write(
      ResultRows rows,
      RowPlace from,
      ResultQuery query,
      ColumnChoice columns,
      int limit,
      Function<RowPlace, String> cursor,
      OutputStream out)
      throws IOException {
    // not closed when it fails: no client may take what there is for the whole
    JsonGenerator json = Json.MAPPER.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeArrayFieldStart("columns");
    for (String name : columns.ownNames()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    JsonPage page = new JsonPage(from, query, columns, limit, json);
    rows.visit(from, page);
    json.writeEndArray();
    if (page.more) {
      json.writeStringField("next_cursor", cursor.apply(page.here));
    }
    json.writeEndObject();
    json.close();
  }

  @Override
  public boolean row(ResultRow row, RowPlace following) throws IOException {
    if (written == limit || characters >= MOST_CHARACTERS || lookedAt >= MOST_LOOKED_AT) {
      more = true;
      return false;
    }
    here = following;
    lookedAt++;
    if (query.wants(row)) {
      form.writeWithArray(row, json);
      written++;
      for (int column = 0; column < row.cells(); column++) {
        characters += row.filed(column).length();
      }
    }
    return true;
  }
}
