package io.winnow.sink.dialect.bevservice;

import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BevserviceVerdict;
import io.winnow.kit.dialect.BevserviceVerdict.Kind;
import io.winnow.kit.dialect.JsonText;
import io.winnow.kit.dialect.XmlText;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.results.Formulas;
import io.winnow.sink.results.VerdictRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a table of rows as they come. What is not finished stays broken: closing it writes
 * nothing.
 */
final class RowsWriter implements AutoCloseable {
  private final Table table;
  private final BevserviceForm form;
  private final Writer out;
  private boolean first = true;

  RowsWriter(Table table, BevserviceForm form, OutputStream out) throws IOException {
    this.table = table;
    this.form = form;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 32 << 10);
    this.out.write(
        switch (form) {
          case JSON -> "{\"response\":[";
          case XML -> XmlText.document() + "<response>";
          case CSV -> table.header() + "\n";
        });
  }

  /** Writes a row if it is of such a kind. */
  void write(VerdictRow row, Set<Kind> wanted) throws IOException {
    BevserviceVerdict verdict = BevserviceVerdict.of(OwnJobs.seen(row));
    if (!wanted.contains(verdict.kind())) {
      return;
    }
    List<Table.Cell> cells = table.cells(row, verdict);
    switch (form) {
      case JSON -> {
        out.write(first ? "" : ",");
        out.write(json(cells));
      }
      case XML -> out.write(xml(cells));
      case CSV -> out.write(csv(cells));
    }
    first = false;
  }

  private static String json(List<Table.Cell> cells) {
    return cells.stream()
        .filter(cell -> !cell.values().isEmpty())
        .map(
            cell ->
                JsonText.string(cell.name())
                    + ":"
                    + (cell.list()
                        ? JsonText.strings(cell.values())
                        : JsonText.string(cell.values().getFirst())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String xml(List<Table.Cell> cells) {
    XmlText xml = XmlText.part().open("item");
    for (Table.Cell cell : cells) {
      if (!cell.list()) {
        xml.element(cell.name(), cell.values().getFirst());
      } else if (!cell.values().isEmpty()) {
        xml.open(cell.name());
        cell.values().forEach(value -> xml.element("item", value));
        xml.close();
      }
    }
    return xml.close().toString();
  }

  private static String csv(List<Table.Cell> cells) {
    return cells.stream()
        .map(RowsWriter::csv)
        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }

  /** What a name server has a say in is not run by a spreadsheet; the address is the client's. */
  private static String csv(Table.Cell cell) {
    String text = String.join(", ", cell.values());
    return cell.name().equals(Table.ADDRESS) ? text : Formulas.neutral(text);
  }

  /** Writes the end. */
  void finish() throws IOException {
    out.write(
        switch (form) {
          case JSON -> "]}";
          case XML -> "</response>";
          case CSV -> "";
        });
    out.flush();
  }

  @Override
  public void close() {}
}
