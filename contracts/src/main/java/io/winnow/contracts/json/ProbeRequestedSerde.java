package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.ProbeRequested;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of {@link ProbeRequested}: the row stands in it as on its own topic. */
public final class ProbeRequestedSerde extends RowSerde<ProbeRequested> {
  private final AddressSubmittedSerde rows = new AddressSubmittedSerde();

  public ProbeRequestedSerde() {
    super("ProbeRequested", ProbeRequested.VERSION);
  }

  @Override
  void write(JsonGenerator json, ProbeRequested value) throws IOException {
    json.writeStartObject();
    json.writeNumberField(RowFields.VERSION, ProbeRequested.VERSION);
    json.writeStringField(RowFields.OPERATOR, value.operator());
    json.writeArrayFieldStart(RowFields.MAIL_HOSTS);
    for (String host : value.mailHosts()) {
      json.writeString(host);
    }
    json.writeEndArray();
    if (value.implicitMx()) {
      json.writeBooleanField(RowFields.IMPLICIT_MX, true);
    }
    json.writeFieldName(RowFields.SUBMITTED);
    rows.write(json, value.submitted());
    json.writeEndObject();
  }

  @Override
  ProbeRequested read(JsonParser json) throws IOException {
    int version = -1;
    @Nullable String operator = null;
    @Nullable List<String> mailHosts = null;
    boolean implicitMx = false;
    @Nullable AddressSubmitted submitted = null;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.OPERATOR -> operator = text(json, field);
        case RowFields.MAIL_HOSTS -> mailHosts = texts(json, field);
        case RowFields.IMPLICIT_MX -> implicitMx = token == JsonToken.VALUE_TRUE;
        case RowFields.SUBMITTED -> {
          if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("field '" + field + "' is not an object");
          }
          submitted = rows.read(json);
        }
        default -> {
          if (token.isStructStart()) {
            json.skipChildren();
          }
        }
      }
    }
    require(version, RowFields.VERSION);
    return new ProbeRequested(
        require(operator, RowFields.OPERATOR),
        require(mailHosts, RowFields.MAIL_HOSTS),
        implicitMx,
        require(submitted, RowFields.SUBMITTED));
  }
}
