package io.winnow.sink.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as JSON objects, one a line. */
final class JsonLines implements RowWriter {
  private final RowJson form;
  private final JsonGenerator json;

  JsonLines(ColumnChoice columns, OutputStream out) throws IOException {
    this.form = new RowJson(columns);
    this.json = Json.MAPPER.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
  }

  @Override
  public void write(ResultRow row) throws IOException {
    form.writeWithNames(row, json);
    json.writeRaw('\n');
  }

  @Override
  public void finish() throws IOException {
    json.flush();
  }

  @Override
  public void close() {}
}
