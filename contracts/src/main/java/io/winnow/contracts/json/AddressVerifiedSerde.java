package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Verdict;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of {@link AddressVerified}: the verdict's fields stand beside the row's. */
public final class AddressVerifiedSerde extends RowSerde<AddressVerified> {

  public AddressVerifiedSerde() {
    super("AddressVerified", AddressVerified.VERSION);
  }

  /** Job, row and reason stand first: {@link RowTally} reads no further. */
  @Override
  void write(JsonGenerator json, AddressVerified value) throws IOException {
    Verdict verdict = value.verdict();
    json.writeStartObject();
    json.writeNumberField(RowFields.VERSION, AddressVerified.VERSION);
    json.writeNumberField(RowFields.JOB, value.job().value());
    json.writeNumberField(RowFields.ROW, value.row());
    json.writeStringField(RowFields.STATUS, verdict.status().wireName());
    json.writeStringField(RowFields.REASON, verdict.reason().wireName());
    writeIfPresent(json, RowFields.DETAIL, verdict.detail());
    writeIfPresent(json, RowFields.NORMALIZED, verdict.normalized());
    writeIfPresent(json, RowFields.DID_YOU_MEAN, verdict.didYouMean());
    VerdictJson.writeFlags(json, verdict.flags());
    writeIfPresent(json, RowFields.MAIL_HOST, verdict.mailHost());
    if (verdict.smtp() != null) {
      VerdictJson.writeSmtp(json, verdict.smtp());
    }
    json.writeStringField(RowFields.ADDRESS, value.address());
    writeCells(json, value.column(), value.cells());
    json.writeEndObject();
  }

  @Override
  AddressVerified read(JsonParser json) throws IOException {
    int version = -1;
    @Nullable JobId job = null;
    long row = -1;
    @Nullable Reason reason = null;
    @Nullable String detail = null;
    @Nullable String normalized = null;
    @Nullable String didYouMean = null;
    Flags flags = Flags.UNKNOWN;
    @Nullable String mailHost = null;
    @Nullable SmtpEvidence smtp = null;
    @Nullable String address = null;
    int column = -1;
    List<String> cells = List.of();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.JOB -> job = new JobId(longNumber(json, field));
        case RowFields.ROW -> row = longNumber(json, field);
        case RowFields.REASON -> reason = Reason.parse(text(json, field));
        case RowFields.DETAIL -> detail = textOrNull(json, field);
        case RowFields.NORMALIZED -> normalized = textOrNull(json, field);
        case RowFields.MAIL_HOST -> mailHost = textOrNull(json, field);
        case RowFields.DID_YOU_MEAN -> didYouMean = textOrNull(json, field);
        case RowFields.FLAGS -> flags = VerdictJson.readFlags(json);
        case RowFields.SMTP -> smtp = VerdictJson.readSmtp(json);
        case RowFields.ADDRESS -> address = text(json, field);
        case RowFields.COLUMN -> column = number(json, field);
        case RowFields.CELLS -> cells = texts(json, field);
        default -> {
          if (token.isStructStart()) {
            json.skipChildren();
          }
        }
      }
    }
    require(version, RowFields.VERSION);
    Verdict verdict =
        new Verdict(
            require(reason, RowFields.REASON),
            detail,
            normalized,
            didYouMean,
            flags,
            mailHost,
            smtp);
    return new AddressVerified(
        require(job, RowFields.JOB),
        require(row, RowFields.ROW),
        verdict,
        require(address, RowFields.ADDRESS),
        require(column, RowFields.COLUMN),
        cells);
  }
}
