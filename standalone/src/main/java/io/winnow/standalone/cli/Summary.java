package io.winnow.standalone.cli;

import io.winnow.contracts.Job;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** The verdicts of a finished job in a few lines: by status, and by reason within. */
final class Summary {
  private Summary() {}

  static String of(Job job) {
    StringBuilder lines = new StringBuilder();
    for (Status status : Status.values()) {
      long count = job.byStatus().getOrDefault(status, 0L);
      if (count == 0) {
        continue;
      }
      lines.append(line(2, status.wireName(), count, job.rows()));
      job.byReason().entrySet().stream()
          .filter(entry -> entry.getKey().status() == status)
          .sorted(
              Map.Entry.<Reason, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .forEach(
              entry ->
                  lines.append(line(4, entry.getKey().wireName(), entry.getValue(), job.rows())));
    }
    if (job.duplicates() != null) {
      lines.append(line(2, "duplicates", job.duplicates(), job.rows()));
    }
    return lines.toString();
  }

  /** Room for the longest name, its indent and a blank. */
  private static final int NAMES =
      5 + Arrays.stream(Reason.values()).mapToInt(r -> r.wireName().length()).max().orElseThrow();

  private static String line(int indent, String name, long count, long rows) {
    return String.format(
        Locale.ROOT,
        "%s%s%,12d  %5.1f %%%n",
        " ".repeat(indent),
        name + " ".repeat(NAMES - indent - name.length()),
        count,
        100.0 * count / rows);
  }
}
