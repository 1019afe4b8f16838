package io.winnow.contracts.json;

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
  void write(RowWriter json, ProbeRequested value) {
    json.number(RowFields.VERSION, ProbeRequested.VERSION);
    json.text(RowFields.OPERATOR, value.operator());
    json.texts(RowFields.MAIL_HOSTS, value.mailHosts());
    if (value.implicitMx()) {
      json.yes(RowFields.IMPLICIT_MX);
    }
    json.beginObject(RowFields.SUBMITTED);
    rows.write(json, value.submitted());
    json.endObject();
  }

  @Override
  ProbeRequested read(RowReader json) throws IOException {
    int version = -1;
    @Nullable String operator = null;
    @Nullable List<String> mailHosts = null;
    boolean implicitMx = false;
    @Nullable AddressSubmitted submitted = null;
    for (String field = json.nextField(); field != null; field = json.nextField()) {
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.OPERATOR -> operator = json.text(field);
        case RowFields.MAIL_HOSTS -> mailHosts = json.texts(field);
        case RowFields.IMPLICIT_MX -> implicitMx = json.isTrue(field);
        case RowFields.SUBMITTED -> {
          json.beginObject(field);
          submitted = rows.read(json);
        }
        default -> json.skip();
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
