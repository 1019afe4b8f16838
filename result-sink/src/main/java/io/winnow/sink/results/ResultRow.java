package io.winnow.sink.results;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A row of a result, as long as its reader stands there. For one thread. */
final class ResultRow {
  private static final int STATUS = 0;
  private static final int REASON = 1;
  private static final int FLAGS = ResultColumns.OF_VERDICT.indexOf("flags");
  private static final int MAIL_HOST = ResultColumns.OF_VERDICT.indexOf("mail_host");
  private static final int SMTP_REPLY = ResultColumns.OF_VERDICT.indexOf("smtp_reply");

  private final ResultForm form;
  private final int own;
  private final int all;
  private LineReader line;
  private long number;

  ResultRow(ResultForm form, LineReader line) {
    this.form = form;
    this.own = form.layout().columns().size();
    this.all = ResultColumns.count(form);
    this.line = line;
  }

  ResultRow at(LineReader reader, long row) {
    line = reader;
    number = row;
    return this;
  }

  /** Counted from the job's first. */
  long number() {
    return number;
  }

  ResultForm form() {
    return form;
  }

  /** How many cells it has: those of all columns, and the user's beyond them. */
  int cells() {
    return Math.max(line.cells(), all);
  }

  /** The text of a cell as it was, without any mark of ours. */
  String text(int column) {
    String cell = line.cell(column);
    return own <= column && column < all ? Formulas.asItWas(cell) : cell;
  }

  /** The text of a cell as it stands in the file, in which no cell of ours is run. */
  String filed(int column) {
    return line.cell(column);
  }

  /** Whether a column is the user's. */
  boolean isOwn(int column) {
    return column < own || column >= all;
  }

  String status() {
    return line.cell(own + STATUS);
  }

  String reason() {
    return line.cell(own + REASON);
  }

  /** The user's cells: those under their names, then those beyond. */
  List<String> ownCells() {
    List<String> cells = new ArrayList<>(own);
    for (int column = 0; column < cells(); column++) {
      if (isOwn(column)) {
        cells.add(line.cell(column));
      }
    }
    return cells;
  }

  /** The row and its verdict, on their own. */
  VerdictRow verdict() {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (String flag : text(own + FLAGS).split(" ", -1)) {
      if (Flag.isKnown(flag)) {
        flags.add(Flag.parse(flag));
      }
    }
    return new VerdictRow(
        line.cell(form.layout().addressColumn()),
        Reason.parse(reason()),
        flags,
        text(own + MAIL_HOST),
        text(own + SMTP_REPLY));
  }
}
