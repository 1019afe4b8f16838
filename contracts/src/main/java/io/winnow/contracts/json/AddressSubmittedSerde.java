package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of {@link AddressSubmitted}. */
public final class AddressSubmittedSerde extends RowSerde<AddressSubmitted> {

  public AddressSubmittedSerde() {
    super("AddressSubmitted", AddressSubmitted.VERSION);
  }

  @Override
  void write(JsonGenerator json, AddressSubmitted value) throws IOException {
    json.writeStartObject();
    json.writeNumberField(RowFields.VERSION, AddressSubmitted.VERSION);
    json.writeNumberField(RowFields.JOB, value.job().value());
    json.writeNumberField(RowFields.ROW, value.row());
    json.writeStringField(RowFields.ADDRESS, value.address());
    json.writeStringField(RowFields.LEVEL, value.level().wireName());
    write(json, value.options());
    writeCells(json, value.column(), value.cells());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RowOptions options) throws IOException {
    if (options.equals(RowOptions.PLAIN)) {
      return;
    }
    if (options.deadline() != null) {
      json.writeStringField(RowFields.DEADLINE, options.deadline().toString());
    }
    if (options.transcript()) {
      json.writeBooleanField(RowFields.TRANSCRIPT, true);
    }
  }

  @Override
  AddressSubmitted read(JsonParser json) throws IOException {
    int version = -1;
    @Nullable JobId job = null;
    long row = -1;
    @Nullable String address = null;
    @Nullable Level level = null;
    int column = -1;
    List<String> cells = List.of();
    @Nullable Instant deadline = null;
    boolean transcript = false;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.JOB -> job = new JobId(longNumber(json, field));
        case RowFields.ROW -> row = longNumber(json, field);
        case RowFields.ADDRESS -> address = text(json, field);
        case RowFields.LEVEL -> level = Level.parse(text(json, field));
        case RowFields.COLUMN -> column = number(json, field);
        case RowFields.CELLS -> cells = texts(json, field);
        case RowFields.DEADLINE -> deadline = instantOrNull(json, field);
        case RowFields.TRANSCRIPT -> transcript = token == JsonToken.VALUE_TRUE;
        default -> {
          if (token.isStructStart()) {
            json.skipChildren();
          }
        }
      }
    }
    require(version, RowFields.VERSION);
    return new AddressSubmitted(
        require(job, RowFields.JOB),
        require(row, RowFields.ROW),
        require(address, RowFields.ADDRESS),
        require(level, RowFields.LEVEL),
        require(column, RowFields.COLUMN),
        cells,
        deadline == null && !transcript ? RowOptions.PLAIN : new RowOptions(deadline, transcript));
  }
}
