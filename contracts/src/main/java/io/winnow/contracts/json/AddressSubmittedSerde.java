package io.winnow.contracts.json;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.RowOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of {@link AddressSubmitted}. */
public final class AddressSubmittedSerde extends RowSerde<AddressSubmitted> {

  public AddressSubmittedSerde() {
    super("AddressSubmitted", AddressSubmitted.VERSION);
  }

  @Override
  void write(RowWriter json, AddressSubmitted value) {
    json.number(RowFields.VERSION, AddressSubmitted.VERSION);
    json.number(RowFields.JOB, value.job().value());
    json.number(RowFields.ROW, value.row());
    json.text(RowFields.ADDRESS, value.address());
    json.text(RowFields.LEVEL, value.level().wireName());
    write(json, value.options());
    json.number(RowFields.COLUMN, value.column());
    json.texts(RowFields.CELLS, value.cells());
    if (value.duplicateOf() != null) {
      json.number(RowFields.DUPLICATE_OF, value.duplicateOf());
    }
    if (!value.duplicates().isEmpty()) {
      write(json, value.duplicates());
    }
  }

  private static void write(RowWriter json, List<RowCopy> duplicates) {
    json.beginArray(RowFields.DUPLICATES);
    for (RowCopy duplicate : duplicates) {
      json.beginElement();
      json.number(RowFields.ROW, duplicate.row());
      json.text(RowFields.ADDRESS, duplicate.address());
      json.texts(RowFields.CELLS, duplicate.cells());
      json.endObject();
    }
    json.endArray();
  }

  private static void write(RowWriter json, RowOptions options) {
    if (options.equals(RowOptions.PLAIN)) {
      return;
    }
    if (options.deadline() != null) {
      json.text(RowFields.DEADLINE, options.deadline().toString());
    }
    if (options.transcript()) {
      json.yes(RowFields.TRANSCRIPT);
    }
  }

  @Override
  AddressSubmitted read(RowReader json) throws IOException {
    int version = -1;
    @Nullable JobId job = null;
    long row = -1;
    @Nullable String address = null;
    @Nullable Level level = null;
    int column = -1;
    List<String> cells = List.of();
    @Nullable Instant deadline = null;
    boolean transcript = false;
    List<RowCopy> duplicates = List.of();
    @Nullable Long duplicateOf = null;
    for (String field = json.nextField(); field != null; field = json.nextField()) {
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.JOB -> job = new JobId(json.longNumber(field));
        case RowFields.ROW -> row = json.longNumber(field);
        case RowFields.ADDRESS -> address = json.text(field);
        case RowFields.LEVEL -> level = Level.parse(json.text(field));
        case RowFields.COLUMN -> column = json.number(field);
        case RowFields.CELLS -> cells = json.texts(field);
        case RowFields.DEADLINE -> deadline = instantOrNull(json, field);
        case RowFields.TRANSCRIPT -> transcript = json.isTrue(field);
        case RowFields.DUPLICATES -> duplicates = duplicates(json);
        case RowFields.DUPLICATE_OF -> duplicateOf = json.longNumber(field);
        default -> json.skip();
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
        deadline == null && !transcript ? RowOptions.PLAIN : new RowOptions(deadline, transcript),
        duplicates,
        duplicateOf);
  }

  private List<RowCopy> duplicates(RowReader json) throws IOException {
    List<RowCopy> duplicates = new ArrayList<>();
    boolean begins = true;
    while (json.nextElement(RowFields.DUPLICATES, begins)) {
      begins = false;
      long row = -1;
      @Nullable String address = null;
      List<String> cells = List.of();
      for (String field = json.nextField(); field != null; field = json.nextField()) {
        switch (field) {
          case RowFields.ROW -> row = json.longNumber(field);
          case RowFields.ADDRESS -> address = json.text(field);
          case RowFields.CELLS -> cells = json.texts(field);
          default -> json.skip();
        }
      }
      duplicates.add(
          new RowCopy(require(row, RowFields.ROW), require(address, RowFields.ADDRESS), cells));
    }
    return duplicates;
  }
}
