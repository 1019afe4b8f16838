package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the names of lists tell of their format, and of the archive that they are in. */
public final class FileNames {
  private FileNames() {}

  /** By the extension before that of an archive; null when it says nothing. */
  public static @Nullable ListFormat format(String name) {
    String bare = unpacked(name).toLowerCase(Locale.ROOT);
    if (bare.endsWith(".txt")) {
      return ListFormat.LINES;
    }
    if (bare.endsWith(".json") || bare.endsWith(".ndjson") || bare.endsWith(".jsonl")) {
      return ListFormat.JSON;
    }
    boolean cells =
        bare.endsWith(".csv")
            || bare.endsWith(".tsv")
            || bare.endsWith(".tab")
            || bare.endsWith(".psv")
            || bare.endsWith(".xlsx");
    return cells ? ListFormat.CSV : null;
  }

  /** The name without the extension of an archive, if anything is left then. */
  public static String unpacked(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int cut = lower.endsWith(".gz") ? 3 : lower.endsWith(".zip") ? 4 : 0;
    return cut < name.length() ? name.substring(0, name.length() - cut) : name;
  }
}
