package io.winnow.sink.dialect.bevservice;

import io.winnow.contracts.Reason;
import io.winnow.kit.dialect.BevserviceVerdict;
import io.winnow.sink.results.VerdictRow;
import java.util.ArrayList;
import java.util.List;

/** The two tables of rows, with their columns. */
enum Table {
  /** What was verified. */
  COMPLETED(
      "\"Email Address\",\"Format Check\",\"SMTP Check\",\"DNS Check\",\"Free Check\","
          + "\"Disposable Check\",\"Catch All Check\",\"MX Records\",\"Result\"") {
    @Override
    List<Cell> cells(VerdictRow row, BevserviceVerdict verdict) {
      List<Cell> cells = new ArrayList<>();
      cells.add(new Cell(ADDRESS, row.address()));
      cells.add(new Cell("formatCheck", "true"));
      cells.add(new Cell("smtpCheck", verdict.smtpCheck()));
      cells.add(new Cell("dnsCheck", verdict.dnsCheck()));
      cells.add(new Cell("freeCheck", verdict.freeCheck()));
      cells.add(new Cell("disposableCheck", verdict.disposableCheck()));
      cells.add(new Cell("catchAllCheck", verdict.catchAllCheck()));
      cells.add(new Cell("mxRecords", mailHosts(row)));
      cells.add(new Cell("result", verdict.result()));
      return cells;
    }
  },
  /** What is no address, and what could not be verified. */
  FAILED("\"Error\",\"Email Address\"") {
    @Override
    List<Cell> cells(VerdictRow row, BevserviceVerdict verdict) {
      return List.of(new Cell("error", verdict.error()), new Cell(ADDRESS, row.address()));
    }
  };

  /** The one value of a row that is the client's own. */
  static final String ADDRESS = "emailAddress";

  private final String header;

  Table(String header) {
    this.header = header;
  }

  /**
   * A named value of a row.
   *
   * @param list whether it is a list; an empty one is left out where that can be
   */
  record Cell(String name, List<String> values, boolean list) {
    Cell(String name, String value) {
      this(name, List.of(value), false);
    }

    Cell(String name, List<String> values) {
      this(name, values, true);
    }
  }

  /** The first line of the table as CSV. */
  String header() {
    return header;
  }

  /** A row in the order of the documentation. */
  abstract List<Cell> cells(VerdictRow row, BevserviceVerdict verdict);

  /**
   * The one that was asked or would be; a domain that takes no mail says so by a dot (RFC 7505).
   */
  private static List<String> mailHosts(VerdictRow row) {
    if (row.reason() == Reason.NULL_MX) {
      return List.of(".");
    }
    return row.mailHost().isEmpty() ? List.of() : List.of(row.mailHost());
  }
}
