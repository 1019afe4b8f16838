package io.winnow.gateway.list;

import io.winnow.contracts.ListLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out how a list is laid out, from its first rows and what the user says. */
final class LayoutDetection {
  /** So many rows tell which column has the addresses, and one more may be the header. */
  static final int MOST_RECORDS = 1_001;

  private static final String DELIMITERS = ",;\t|";
  private static final int RECORDS_FOR_DELIMITER = 100;

  /** The names go with every state of the job. */
  static final int MOST_NAME_CHARS = 32 * 1024;

  static final String ADDRESS_COLUMN = "email";

  private static final String NUMBERED_COLUMN = "column_";

  private final List<List<String>> records;
  private final char delimiter;
  private final ListHints hints;
  private final RecordSource.Naming naming;
  private final List<String> names;
  private boolean byName;

  private LayoutDetection(
      List<List<String>> records,
      char delimiter,
      ListHints hints,
      RecordSource.Naming naming,
      List<String> names) {
    this.records = records;
    this.delimiter = delimiter;
    this.hints = hints;
    this.naming = naming;
    this.names = names;
  }

  /**
   * What was found.
   *
   * @param by what told the column with the addresses
   */
  record Found(ListLayout layout, Glance.ToldBy by) {}

  /**
   * @throws ListRefused when the list is empty, has too many columns or none with addresses
   */
  static Found of(Sample sample, ListHints hints, int mostColumns) {
    char delimiter = hints.format() == ListFormat.CSV ? likeliestDelimiter(sample) : ',';
    List<List<String>> records = sample.records(hints.format(), delimiter, MOST_RECORDS);
    if (records.isEmpty() && hints.format() == ListFormat.CSV) {
      // a quote is misplaced in the very first record; the check tells where
      return new Found(
          new ListLayout(List.of(ADDRESS_COLUMN), 0, String.valueOf(delimiter), false),
          Glance.ToldBy.CONTENT);
    }
    return new LayoutDetection(
            records, delimiter, hints, RecordSource.Naming.IN_FIRST_RECORD, List.of())
        .found(mostColumns, sample.whole());
  }

  /**
   * The same for records that have been taken apart before.
   *
   * @param records the first, at most {@link #MOST_RECORDS}
   * @param whole whether there are no more
   */
  static Found of(
      List<List<String>> records,
      RecordSource source,
      ListHints hints,
      int mostColumns,
      boolean whole) {
    return new LayoutDetection(
            records, ',', hints.as(source.format()), source.naming(), source.names())
        .found(mostColumns, whole);
  }

  private Found found(int mostColumns, boolean whole) {
    ListLayout layout = layout();
    requireAllowed(layout.columns(), mostColumns);
    if (layout.header()
        && naming == RecordSource.Naming.IN_FIRST_RECORD
        && whole
        && records.size() > 1
        && records.stream().distinct().count() == 1) {
      throw ListRefused.because(
          ListFault.EMPTY_LIST,
          "the list has its header "
              + records.size()
              + " times and no rows; add at least one address");
    }
    Glance.ToldBy other = byName ? Glance.ToldBy.NAME : Glance.ToldBy.CONTENT;
    return new Found(layout, hints.column() != null ? Glance.ToldBy.CHOICE : other);
  }

  /**
   * @throws ListRefused with {@link ListFault#TOO_MANY_COLUMNS}
   */
  static void requireAllowed(List<String> columns, int mostColumns) {
    if (columns.size() > mostColumns) {
      throw ListRefused.because(
          ListFault.TOO_MANY_COLUMNS,
          "the list has "
              + columns.size()
              + " columns, "
              + mostColumns
              + " are allowed (winnow.limits.columns); leave out those that you do not need");
    }
    int nameChars = columns.stream().mapToInt(String::length).sum();
    if (nameChars > MOST_NAME_CHARS) {
      throw ListRefused.because(
          ListFault.TOO_MANY_COLUMNS,
          "the names of the columns have "
              + nameChars
              + " characters, "
              + MOST_NAME_CHARS
              + " are allowed; shorten the header, and see whether a quote is left open in it");
    }
  }

  /** The name of a column that has none. */
  static String numbered(int index) {
    return NUMBERED_COLUMN + (index + 1);
  }

  private record Candidate(char delimiter, long withAddress, long consistent, int cells) {
    static final Comparator<Candidate> LIKELIHOOD =
        Comparator.comparingLong(Candidate::withAddress)
            .thenComparingLong(Candidate::consistent)
            .thenComparingInt(Candidate::cells);

    static Candidate of(Sample sample, char delimiter) {
      List<List<String>> records = sample.records(ListFormat.CSV, delimiter, RECORDS_FOR_DELIMITER);
      Map<Integer, Long> bySize =
          records.stream().collect(Collectors.groupingBy(List::size, Collectors.counting()));
      int cells =
          bySize.entrySet().stream()
              .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getKey)
              .orElse(0);
      return new Candidate(
          delimiter,
          records.stream().filter(Addresses::isLikelyInAny).count(),
          cells > 1 ? bySize.getOrDefault(cells, 0L) : 0,
          cells);
    }
  }

  private static char likeliestDelimiter(Sample sample) {
    Candidate best = Candidate.of(sample, DELIMITERS.charAt(0));
    for (int i = 1; i < DELIMITERS.length(); i++) {
      Candidate next = Candidate.of(sample, DELIMITERS.charAt(i));
      if (Candidate.LIKELIHOOD.compare(next, best) > 0) {
        best = next;
      }
    }
    return best.delimiter();
  }

  private ListLayout layout() {
    if (records.isEmpty()) {
      throw RowCheck.empty(false);
    }
    boolean inFirst = naming == RecordSource.Naming.IN_FIRST_RECORD && hasHeader();
    boolean header = inFirst || naming == RecordSource.Naming.NAMED;
    List<List<String>> rows = inFirst ? records.subList(1, records.size()) : records;
    int width = width(header, rows);
    int[] likely = likelyAddresses(rows, width);
    List<String> columns = columns(header, width);
    int addressColumn = hints.column() == null ? -1 : named(hints.column(), columns, header);
    if (addressColumn < 0) {
      addressColumn = found(columns, likely, header);
    }
    if (!header) {
      columns =
          IntStream.range(0, width)
              .mapToObj(addressColumn == 0 && width == 1 ? i -> ADDRESS_COLUMN : columns::get)
              .collect(Collectors.toList());
      columns.set(addressColumn, ADDRESS_COLUMN);
    }
    return new ListLayout(columns, addressColumn, String.valueOf(delimiter), header);
  }

  private List<String> columns(boolean header, int width) {
    List<String> given = naming == RecordSource.Naming.NAMED ? names : records.getFirst();
    return IntStream.range(0, width)
        .mapToObj(i -> header && i < given.size() ? given.get(i) : numbered(i))
        .toList();
  }

  private int width(boolean header, List<List<String>> rows) {
    return switch (hints.format()) {
      case LINES -> 1;
      case CSV ->
          header
              ? records.getFirst().size()
              : rows.stream().mapToInt(List::size).max().orElseThrow();
      // cells of these cannot have slipped behind the last column: that one has no name
      case JSON, NDJSON, XLSX ->
          Math.max(
              1, Math.max(names.size(), records.stream().mapToInt(List::size).max().orElse(0)));
    };
  }

  private boolean hasHeader() {
    List<String> first = records.getFirst();
    if (Addresses.isLikelyInAny(first)) {
      return false;
    }
    if (first.stream().anyMatch(Addresses::isColumnName)) {
      return true;
    }
    String named = hints.column();
    if (named != null && first.stream().anyMatch(cell -> sameName(cell, named))) {
      return true;
    }
    return hints.format() != ListFormat.LINES
        && records.stream().skip(1).anyMatch(Addresses::isLikelyInAny);
  }

  private static int[] likelyAddresses(List<List<String>> rows, int width) {
    int[] likely = new int[width];
    for (List<String> row : rows) {
      for (int i = 0; i < Math.min(width, row.size()); i++) {
        if (Addresses.isLikelyIn(row.get(i))) {
          likely[i]++;
        }
      }
    }
    return likely;
  }

  private int found(List<String> columns, int[] likely, boolean header) {
    if (header) {
      int named = most(likely, i -> Addresses.isColumnName(columns.get(i)));
      if (named >= 0) {
        byName = true;
        return named;
      }
    }
    int byContent = most(likely, i -> likely[i] > 0);
    if (byContent < 0) {
      throw ListRefused.because(
          ListFault.NO_ADDRESS_COLUMN,
          "no column looks like email addresses; found "
              + Wording.columns(header ? columns : records.getFirst())
              + (header ? "" : " (in the first row; no header was recognised)")
              + "; name the column by its name or number from 1, such as column=1, or see whether"
              + " the list is sent in the right format (text/csv for columns, text/plain for one"
              + " address per line)");
    }
    return byContent;
  }

  /** The column with the most likely addresses among those that qualify; -1 if none does. */
  private static int most(int[] likely, Function<Integer, Boolean> qualifies) {
    int best = -1;
    for (int i = 0; i < likely.length; i++) {
      if (qualifies.apply(i) && (best < 0 || likely[i] > likely[best])) {
        best = i;
      }
    }
    return best;
  }

  private static boolean sameName(String cell, String name) {
    return cell.strip().equalsIgnoreCase(name.strip());
  }

  /** Index of the column that the user names; -1 when the name leaves it to us. */
  private static int named(String name, List<String> columns, boolean header) {
    int exact = columns.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (sameName(columns.get(i), name)) {
        return i;
      }
    }
    @Nullable Integer number = number(name);
    if (number != null && number >= 1 && number <= columns.size()) {
      return number - 1;
    }
    if (!header && sameName(ADDRESS_COLUMN, name)) {
      return -1;
    }
    throw ListRefused.ofColumn(
        ListFault.UNKNOWN_COLUMN,
        Wording.oneLine(name),
        "there is no column '"
            + Wording.oneLine(name)
            + "'; found "
            + Wording.columns(columns)
            + (header ? "" : " (the list has no header)")
            + "; give one of these names or a number from 1 to "
            + columns.size());
  }

  private static @Nullable Integer number(String text) {
    String digits = text.strip();
    boolean number =
        !digits.isEmpty()
            && digits.length() < 9
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.valueOf(digits) : null;
  }
}
