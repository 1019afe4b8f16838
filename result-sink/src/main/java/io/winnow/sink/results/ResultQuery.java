package io.winnow.sink.results;

import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a result are wanted.
 *
 * @param since from this row on, counted from 0
 * @param statuses with one of these; all when there are none
 * @param reasons with one of these; all when there are none
 * @param search with this text in one of the user's cells, in whatever case; null for all
 */
public record ResultQuery(
    long since, Set<Status> statuses, Set<Reason> reasons, @Nullable String search) {
  /** All rows. */
  public static final ResultQuery ALL = new ResultQuery(0, Set.of(), Set.of(), null);

  public ResultQuery {
    statuses = Set.copyOf(statuses);
    reasons = Set.copyOf(reasons);
    search = search == null || search.isEmpty() ? null : search.toLowerCase(Locale.ROOT);
  }

  /** The same from another row on. */
  public ResultQuery from(long row) {
    return new ResultQuery(row, statuses, reasons, search);
  }

  /** Whether it wants a row that is not before the first. */
  boolean wants(ResultRow row) {
    return (statuses.isEmpty() || has(statuses, Status::wireName, row.status()))
        && (reasons.isEmpty() || has(reasons, Reason::wireName, row.reason()))
        && (search == null || found(search, row));
  }

  private static <E> boolean has(Set<E> wanted, Function<E, String> name, String cell) {
    for (E one : wanted) {
      if (name.apply(one).equals(cell)) {
        return true;
      }
    }
    return false;
  }

  private static boolean found(String text, ResultRow row) {
    for (int column = 0; column < row.cells(); column++) {
      if (row.isOwn(column) && row.filed(column).toLowerCase(Locale.ROOT).contains(text)) {
        return true;
      }
    }
    return false;
  }
}
