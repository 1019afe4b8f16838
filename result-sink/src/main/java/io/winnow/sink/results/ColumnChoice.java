package io.winnow.sink.results;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns of a result are wanted, and in which order. */
public final class ColumnChoice {
  private final List<String> names;
  private final List<Integer> chosen;
  private final boolean all;
  private final List<Integer> own = new ArrayList<>();
  private final List<String> ownNames = new ArrayList<>();
  private final List<Integer> ofVerdict = new ArrayList<>();

  private ColumnChoice(ResultForm form, List<String> names, List<Integer> chosen, boolean all) {
    this.names = names;
    this.chosen = chosen;
    this.all = all;
    int ofUser = form.layout().columns().size();
    Set<String> taken = new HashSet<>();
    for (int column : chosen) {
      if (column < ofUser) {
        own.add(column);
        ownNames.add(unused(names.get(column), taken));
      } else {
        ofVerdict.add(column);
      }
    }
  }

  private static String unused(String name, Set<String> taken) {
    String unused = name;
    for (int i = 2; !taken.add(unused); i++) {
      unused = name + "_" + i;
    }
    return unused;
  }

  /** All columns, and what rows have beyond them. */
  public static ColumnChoice all(ResultForm form) {
    List<String> names = ResultColumns.names(form);
    List<Integer> chosen = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      chosen.add(column);
    }
    return new ColumnChoice(form, names, chosen, true);
  }

  /**
   * Some columns, by their names in the result.
   *
   * @throws IllegalArgumentException naming all, when there is none of a name
   */
  public static ColumnChoice of(ResultForm form, List<String> wanted) {
    List<String> names = ResultColumns.names(form);
    List<Integer> chosen = new ArrayList<>();
    for (String name : wanted) {
      int column = names.indexOf(name);
      if (column < 0) {
        throw new IllegalArgumentException(
            "there is no column '%s'; there are %s".formatted(name, String.join(", ", names)));
      }
      chosen.add(column);
    }
    return new ColumnChoice(form, names, chosen, false);
  }

  /** Whether nothing is left out, and all is in its own order. */
  public boolean all() {
    return all;
  }

  /** The names of those chosen, as in the result's header. */
  List<String> header() {
    return chosen.stream().map(names::get).toList();
  }

  /** The columns of a row's cells, those beyond the header included where all are wanted. */
  List<Integer> of(ResultRow row) {
    return withMore(chosen, row);
  }

  /** Those of the user, in the same way. */
  List<Integer> own(ResultRow row) {
    return withMore(own, row);
  }

  private List<Integer> withMore(List<Integer> columns, ResultRow row) {
    if (!all || row.cells() == names.size()) {
      return columns;
    }
    List<Integer> more = new ArrayList<>(columns);
    for (int column = names.size(); column < row.cells(); column++) {
      more.add(column);
    }
    return more;
  }

  /** The names of the user's columns chosen, each different. */
  List<String> ownNames() {
    return ownNames;
  }

  /** The columns of the verdict chosen. */
  List<Integer> ofVerdict() {
    return ofVerdict;
  }
}
