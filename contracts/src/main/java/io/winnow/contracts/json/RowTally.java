package io.winnow.contracts.json;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * As much of an {@link AddressVerified} as counting and filing need: where the row belongs, and the
 * reason. A tenth of the work of reading it whole.
 *
 * @param job the job it belongs to
 * @param row counted from 0
 * @param reason of the verdict
 * @param duplicate whether it is a duplicate of another row, as far as that stands before the
 *     reason, where Winnow writes it
 * @param operator of the mail server that was asked, as far as it stands there; null when none was
 */
public record RowTally(
    JobId job, long row, Reason reason, boolean duplicate, @Nullable String operator) {
  /** Of a row that stands for itself. */
  public RowTally(JobId job, long row, Reason reason) {
    this(job, row, reason, false);
  }

  /** Of a row whose mail server was not asked. */
  public RowTally(JobId job, long row, Reason reason, boolean duplicate) {
    this(job, row, reason, duplicate, null);
  }

  /** Reads the first fields of an {@link AddressVerified} in whatever order they stand. */
  public static final class FromAddressVerified extends RowSerde<RowTally> {

    public FromAddressVerified() {
      super("AddressVerified", AddressVerified.VERSION);
    }

    /** Only what it reads can be written back; used where a store or a test needs a full serde. */
    @Override
    void write(RowWriter json, RowTally value) {
      json.number(RowFields.VERSION, AddressVerified.VERSION);
      json.number(RowFields.JOB, value.job().value());
      json.number(RowFields.ROW, value.row());
      if (value.duplicate()) {
        json.number(RowFields.DUPLICATE_OF, 0);
      }
      if (value.operator() != null) {
        json.text(RowFields.OPERATOR, value.operator());
      }
      json.text(RowFields.REASON, value.reason().wireName());
    }

    /** It stops reading when it knows enough. */
    @Override
    boolean wholly() {
      return false;
    }

    @Override
    RowTally read(RowReader json) throws IOException {
      int version = -1;
      @Nullable JobId job = null;
      long row = -1;
      @Nullable Reason reason = null;
      boolean duplicate = false;
      @Nullable String operator = null;
      for (String field = json.nextField(); field != null; field = json.nextField()) {
        switch (field) {
          case RowFields.VERSION -> version = version(json);
          case RowFields.JOB -> job = new JobId(json.longNumber(field));
          case RowFields.ROW -> row = json.longNumber(field);
          case RowFields.REASON -> reason = Reason.parse(json.text(field));
          case RowFields.DUPLICATE_OF -> duplicate = json.longNumber(field) >= 0;
          case RowFields.OPERATOR -> operator = json.textOrNull(field);
          default -> json.skip();
        }
        if (version > 0 && job != null && row >= 0 && reason != null) {
          return new RowTally(job, row, reason, duplicate, operator);
        }
      }
      require(version, RowFields.VERSION);
      return new RowTally(
          require(job, RowFields.JOB),
          require(row, RowFields.ROW),
          require(reason, RowFields.REASON),
          duplicate,
          operator);
    }
  }
}
