package io.winnow.sink.dialect.insideview;

import io.winnow.contracts.ContactLookup;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Reason;
import io.winnow.kit.dialect.insideview.ContactDetail;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.dialect.insideview.EmailValidation;
import io.winnow.sink.results.CsvLines;
import io.winnow.sink.results.ResultRow;
import io.winnow.sink.results.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The results of a job as this API's file: CSV, one line for each id, in the order of the ids. */
final class ContactResults {
  private static final String NOT_FOUND = "Invalid ID, record not found.";
  private static final List<String> OF_VERDICT =
      List.of("email", "emailValidationStatus", "emailValidationReason", "message");

  /** What every id that was made for the account was replaced by. */
  private static final int MOST_DIGITS = 19;

  private final Results results;
  private final ContactIds ids;

  ContactResults(Results results, ContactIds ids) {
    this.results = results;
    this.ids = ids;
  }

  /**
   * Writes all rows that there are.
   *
   * @param job one that looks up contacts
   * @throws IOException when the files cannot be read or {@code out} does not take it
   */
  void write(Job job, OutputStream out) throws IOException {
    List<ContactDetail> details = ContactDetail.of(company(job));
    CsvLines lines = new CsvLines(out, ',');
    lines.cell("contactId");
    details.forEach(detail -> lines.cell(detail.column()));
    OF_VERDICT.forEach(lines::cell);
    lines.end();
    results.read(job, row -> write(job, row, details, lines));
    lines.flush();
  }

  private static boolean company(Job job) {
    JobOptions options = job.options();
    return options != null && options.lookup() != null && options.lookup().company();
  }

  private void write(Job job, ResultRow row, List<ContactDetail> details, CsvLines lines)
      throws IOException {
    boolean found = "yes".equals(cell(row, ContactLookup.FOUND));
    lines.cell(id(job.account(), cell(row, ContactLookup.CONTACT_ID)));
    for (ContactDetail detail : details) {
      lines.cell(detail.in(field -> cell(row, field)));
    }
    lines.cell(row.text(ContactLookup.ADDRESS_COLUMN));
    lines.cell(found ? EmailValidation.of(Reason.parse(row.reason())).word() : "");
    lines.cell(found ? row.reason() : "");
    lines.cell(found ? "" : NOT_FOUND);
    lines.end();
  }

  /** As the client gave it. */
  private String id(String account, String given) {
    boolean ours =
        !given.isEmpty()
            && given.length() <= MOST_DIGITS
            && given.chars().allMatch(c -> c >= '0' && c <= '9');
    return ours ? ids.of(account, Long.parseLong(given)) : given;
  }

  private static String cell(ResultRow row, String column) {
    int index = ContactLookup.COLUMNS.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("no lookup has a column '" + column + "'");
    }
    return row.text(index);
  }
}
