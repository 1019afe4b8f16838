package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.winnow.contracts.Flags;
import io.winnow.contracts.SmtpEvidence;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The parts of a verdict that are objects themselves. */
final class VerdictJson {
  private VerdictJson() {}

  /** Few combinations occur, each in very many rows: each is put into JSON once. */
  private static final ConcurrentMap<Integer, SerializedString> FLAGS = new ConcurrentHashMap<>();

  private static final int MAX_COMBINATIONS = 4_096;

  private static final ObjectReader SMTP =
      Json.MAPPER
          .readerFor(SmtpEvidence.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static void writeFlags(JsonGenerator json, Flags flags) throws IOException {
    json.writeFieldName(RowFields.FLAGS);
    SerializedString known = FLAGS.get(flags.combination());
    if (known == null) {
      known = new SerializedString(Json.MAPPER.writeValueAsString(flags));
      if (FLAGS.size() < MAX_COMBINATIONS) {
        FLAGS.put(flags.combination(), known);
      }
    }
    json.writeRawValue(known);
  }

  static Flags readFlags(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("field '" + RowFields.FLAGS + "' is not an object");
    }
    Flags flags = Flags.NONE;
    for (String flag = json.nextFieldName(); flag != null; flag = json.nextFieldName()) {
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw new IllegalArgumentException("flag '" + flag + "' is not text");
      }
      flags = flags.withWire(flag, json.getText());
    }
    return flags;
  }

  static void writeSmtp(JsonGenerator json, SmtpEvidence smtp) throws IOException {
    json.writeFieldName(RowFields.SMTP);
    Json.MAPPER.writeValue(json, smtp);
  }

  static @Nullable SmtpEvidence readSmtp(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : SMTP.readValue(json);
  }
}
