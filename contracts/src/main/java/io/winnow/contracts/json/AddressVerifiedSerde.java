package io.winnow.contracts.json;

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

  /** What counting needs stands first, up to the reason: {@link RowTally} reads no further. */
  @Override
  void write(RowWriter json, AddressVerified value) {
    Verdict verdict = value.verdict();
    json.number(RowFields.VERSION, AddressVerified.VERSION);
    json.number(RowFields.JOB, value.job().value());
    json.number(RowFields.ROW, value.row());
    if (value.duplicateOf() != null) {
      json.number(RowFields.DUPLICATE_OF, value.duplicateOf());
    }
    if (verdict.smtp() != null) {
      json.text(RowFields.OPERATOR, verdict.smtp().operator());
    }
    json.text(RowFields.STATUS, verdict.status().wireName());
    json.text(RowFields.REASON, verdict.reason().wireName());
    json.textIfPresent(RowFields.DETAIL, verdict.detail());
    json.textIfPresent(RowFields.NORMALIZED, verdict.normalized());
    json.textIfPresent(RowFields.DID_YOU_MEAN, verdict.didYouMean());
    VerdictJson.writeFlags(json, verdict);
    json.textIfPresent(RowFields.MAIL_HOST, verdict.mailHost());
    if (verdict.smtp() != null) {
      VerdictJson.writeSmtp(json, verdict.smtp());
    }
    json.text(RowFields.ADDRESS, value.address());
    json.number(RowFields.COLUMN, value.column());
    json.texts(RowFields.CELLS, value.cells());
  }

  @Override
  AddressVerified read(RowReader json) throws IOException {
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
    @Nullable Long duplicateOf = null;
    for (String field = json.nextField(); field != null; field = json.nextField()) {
      switch (field) {
        case RowFields.VERSION -> version = version(json);
        case RowFields.JOB -> job = new JobId(json.longNumber(field));
        case RowFields.ROW -> row = json.longNumber(field);
        case RowFields.REASON -> reason = Reason.parse(json.text(field));
        case RowFields.DETAIL -> detail = json.textOrNull(field);
        case RowFields.NORMALIZED -> normalized = json.textOrNull(field);
        case RowFields.MAIL_HOST -> mailHost = json.textOrNull(field);
        case RowFields.DID_YOU_MEAN -> didYouMean = json.textOrNull(field);
        case RowFields.FLAGS -> flags = VerdictJson.readFlags(json);
        case RowFields.SMTP -> smtp = VerdictJson.readSmtp(json);
        case RowFields.ADDRESS -> address = json.text(field);
        case RowFields.COLUMN -> column = json.number(field);
        case RowFields.CELLS -> cells = json.texts(field);
        case RowFields.DUPLICATE_OF -> duplicateOf = json.longNumber(field);
        default -> json.skip();
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
        cells,
        duplicateOf);
  }
}
