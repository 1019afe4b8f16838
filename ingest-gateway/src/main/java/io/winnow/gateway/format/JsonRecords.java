package io.winnow.gateway.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.list.RecordSource;
import io.winnow.gateway.list.Wording;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a JSON array, of an object with one, or of JSON values that follow each other (NDJSON).
 * All of them are strings, or all are objects, whose keys are the columns in the order in which
 * they first appear. A value that is no string is carried as its JSON text, null as an empty cell.
 */
final class JsonRecords implements RecordSource {
  /** Under these names an object has the list. */
  static final Set<String> LIST_NAMES =
      Set.of("emails", "addresses", "list", "rows", "data", "items", "contacts", "results");

  /** Members that a client would expect to be heeded. */
  private static final Set<String> NOT_HEEDED =
      Set.of(
          "level",
          "column",
          "deadline",
          "charset",
          "sheet",
          "webhook",
          "webhook_progress",
          "dedupe",
          "retention");

  private static final JsonFactory WRITERS = new JsonFactory();
  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 1_000;
  private static final int MOST_NAME_CHARS = 32 * 1024;

  private enum Stage {
    START,
    ARRAY,
    VALUES,
    END
  }

  private enum Kind {
    STRINGS,
    OBJECTS
  }

  private final ListLimits limits;
  private final JsonParser parser;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int nameChars;
  private Stage stage = Stage.START;
  private boolean inEnvelope;
  private @Nullable Kind kind;
  private ListFormat format = ListFormat.JSON;
  private JsonLocation place;

  JsonRecords(Reader reader, ListLimits limits) throws IOException {
    this.limits = limits;
    this.parser =
        JsonFactory.builder()
            // keys are made up by whoever sent the list: none of them is kept for the next one
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(limits.rowBytes())
                    .maxNameLength(MOST_NAME_CHARS)
                    .build())
            .build()
            .createParser(reader);
    this.place = parser.currentTokenLocation();
  }

  @Override
  public Naming naming() {
    return kind == Kind.OBJECTS ? Naming.NAMED : Naming.NONE;
  }

  @Override
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public ListFormat format() {
    return format;
  }

  @Override
  public long line() {
    return Math.max(1, place.getLineNr());
  }

  @Override
  public String place() {
    return place(place);
  }

  private static String place(JsonLocation place) {
    return "line %d, character %d"
        .formatted(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
  }

  @Override
  public @Nullable List<String> next() throws IOException {
    try {
      List<String> record = null;
      while (record == null && stage != Stage.END) {
        record = advance();
      }
      return record;
    } catch (StreamConstraintsException e) {
      throw at(
          ListFault.ROW_TOO_LARGE,
          parser.currentLocation(),
          "a value here is larger than the "
              + limits.rowBytes()
              + " bytes allowed (winnow.limits.row-bytes), or nested deeper than "
              + DEEPEST
              + " levels; shorten it");
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      if (e.getOriginalMessage().startsWith("Unexpected end-of-input")) {
        throw at(ListFault.MALFORMED_JSON, where, "the JSON breaks off; send it whole");
      }
      throw at(
          ListFault.MALFORMED_JSON,
          where,
          "this is no JSON: " + Wording.oneLine(e.getOriginalMessage()) + "; mend it");
    }
  }

  private @Nullable List<String> advance() throws IOException {
    JsonToken token = parser.nextToken();
    place = parser.currentTokenLocation();
    return switch (stage) {
      case START -> start(token);
      case ARRAY -> {
        if (token == JsonToken.END_ARRAY) {
          endArray();
          yield null;
        }
        yield record(token);
      }
      case VALUES -> {
        if (token == null) {
          stage = Stage.END;
          yield null;
        }
        yield record(token);
      }
      case END -> null;
    };
  }

  private @Nullable List<String> start(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      stage = Stage.END;
      return null;
    }
    if (token == JsonToken.START_ARRAY) {
      stage = Stage.ARRAY;
      return null;
    }
    stage = Stage.VALUES;
    format = ListFormat.NDJSON;
    return record(token);
  }

  /** Behind the list nothing may follow but the rest of the object that it is in. */
  private void endArray() throws IOException {
    JsonToken token = parser.nextToken();
    while (inEnvelope && token == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      token = parser.nextToken();
      if (isList(name, token)) {
        throw unexpected("there is a second list, '" + Wording.oneLine(name) + "'");
      }
      requireNotMeant(name);
      parser.skipChildren();
      token = parser.nextToken();
    }
    if (inEnvelope) {
      token = parser.nextToken();
    }
    if (token != null) {
      place = parser.currentTokenLocation();
      throw unexpected("something follows the list");
    }
    stage = Stage.END;
  }

  private @Nullable List<String> record(@Nullable JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return List.of();
    }
    Kind found =
        token == JsonToken.VALUE_STRING
            ? Kind.STRINGS
            : token == JsonToken.START_OBJECT ? Kind.OBJECTS : null;
    if (found == null || (kind != null && kind != found)) {
      throw unexpected(
          kind == null
              ? "a row is neither a string nor an object"
              : "a row is no "
                  + (kind == Kind.STRINGS ? "string" : "object")
                  + ", as those before it are");
    }
    boolean first = kind == null;
    kind = found;
    if (found == Kind.OBJECTS) {
      return object(first && stage == Stage.VALUES);
    }
    return List.of(parser.getText());
  }

  /**
   * @param mayHaveList whether this may be the object that the list is in; then null
   */
  private @Nullable List<String> object(boolean mayHaveList) throws IOException {
    String[] cells = new String[names.size()];
    int filled = 0;
    long room = limits.rowBytes();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (mayHaveList && isList(name, token)) {
        beginEnvelope();
        return null;
      }
      int column = column(name);
      if (column >= cells.length) {
        cells = Arrays.copyOf(cells, Math.max(column + 1, 2 * cells.length));
      }
      String value = value(token);
      room -= value.length();
      if (room < 0) {
        throw rowTooLarge();
      }
      cells[column] = value;
      filled = Math.max(filled, column + 1);
    }
    for (int i = 0; i < filled; i++) {
      if (cells[i] == null) {
        cells[i] = "";
      }
    }
    return Arrays.asList(cells).subList(0, filled);
  }

  private void beginEnvelope() {
    for (String before : names) {
      requireNotMeant(before);
    }
    inEnvelope = true;
    stage = Stage.ARRAY;
    format = ListFormat.JSON;
    kind = null;
    names.clear();
    columns.clear();
    nameChars = 0;
  }

  private static boolean isList(String name, JsonToken token) {
    return token == JsonToken.START_ARRAY && LIST_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private void requireNotMeant(String name) {
    if (NOT_HEEDED.contains(name)) {
      throw unexpected(
          "'"
              + name
              + "' beside the list would not be heeded: put it into the URL, ?"
              + name
              + "=…");
    }
  }

  private int column(String name) {
    Integer known = columns.get(name);
    if (known != null) {
      return known;
    }
    nameChars += name.length();
    if (names.size() == limits.columns() || nameChars > MOST_NAME_CHARS) {
      throw at(
          ListFault.TOO_MANY_COLUMNS,
          place,
          "from here the list has more than the "
              + limits.columns()
              + " different keys allowed (winnow.limits.columns), or these have more than "
              + MOST_NAME_CHARS
              + " characters; leave out those that you do not need");
    }
    columns.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  private String value(JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NULL -> "";
      case START_OBJECT, START_ARRAY -> nested();
      default -> parser.getText();
    };
  }

  /** A value within a value, as text. The parser stands at its end afterwards. */
  private String nested() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = WRITERS.createGenerator(text)) {
      int depth = 0;
      do {
        generator.copyCurrentEventExact(parser);
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        // the generator holds back a few thousand characters at the most
        if (text.getBuffer().length() > limits.rowBytes()) {
          throw rowTooLarge();
        }
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  private ListRefused rowTooLarge() {
    return at(
        ListFault.ROW_TOO_LARGE,
        place,
        "the row is larger than the "
            + limits.rowBytes()
            + " bytes allowed (winnow.limits.row-bytes); shorten it");
  }

  private ListRefused unexpected(String what) {
    return at(
        ListFault.UNEXPECTED_JSON,
        place,
        what
            + "; send an array of strings or of flat objects, such as [\"ann@example.com\"], the same"
            + " in an object, {\"emails\":[…]}, or one object per line");
  }

  private static ListRefused at(ListFault fault, JsonLocation where, String message) {
    return ListRefused.at(fault, Math.max(1, where.getLineNr()), place(where), message);
  }
}
