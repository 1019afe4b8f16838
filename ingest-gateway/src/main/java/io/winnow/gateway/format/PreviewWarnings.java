package io.winnow.gateway.format;

import io.winnow.contracts.ListLayout;
import io.winnow.gateway.list.Glance;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list's owner had better look at before sending it. */
final class PreviewWarnings {
  private PreviewWarnings() {}

  static List<String> of(Glance glance, @Nullable SheetRows sheet) {
    ListLayout layout = glance.layout();
    List<String> warnings = new ArrayList<>();
    if (glance.charset().equals("windows-1252")) {
      warnings.add(
          "the list is read as Windows-1252; name its charset if letters beyond ASCII look wrong");
    }
    if (!layout.header() && glance.format() != ListFormat.LINES && layout.columns().size() > 1) {
      warnings.add("no header was recognised; the first row is taken for a row");
    }
    if (glance.addressColumnBy() == Glance.ToldBy.CONTENT && layout.columns().size() > 1) {
      warnings.add(
          "the column with the addresses was found by its cells: '"
              + Wording.oneLine(layout.columns().get(layout.addressColumn()))
              + "'; name another with column if it is not the one");
    }
    long empty =
        glance.rows().stream().filter(row -> row.get(layout.addressColumn()).isBlank()).count();
    if (empty > 0) {
      warnings.add(
          "%d of the first %d rows have no address".formatted(empty, glance.rows().size()));
    }
    Set<String> names = new HashSet<>();
    for (String name : layout.columns()) {
      if (!names.add(name)) {
        warnings.add("several columns are named '" + Wording.oneLine(name) + "'");
        break;
      }
    }
    if (sheet != null && sheet.sheets().size() > 1) {
      warnings.add(
          "the workbook has %d sheets, of which one is read: '%s'"
              .formatted(sheet.sheets().size(), Wording.oneLine(sheet.sheet())));
    }
    return List.copyOf(warnings);
  }
}
