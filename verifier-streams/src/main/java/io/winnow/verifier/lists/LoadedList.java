package io.winnow.verifier.lists;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list as it is in use.
 *
 * @param from the file it was read from, or {@code built-in}
 * @param stamp of that file; null for what is built in
 */
record LoadedList<T>(
    ListKind<T> kind,
    Map<String, String> header,
    List<T> entries,
    String from,
    @Nullable FileStamp stamp,
    Instant loadedAt) {
  static final String BUILT_IN = "built-in";

  /** What it is, for people and programs. */
  ListStatus status(@Nullable String error) {
    return new ListStatus(
        kind.name(),
        header.get("version"),
        header.get("date"),
        header.get("source"),
        header.get("licence"),
        entries.size(),
        from,
        loadedAt,
        error);
  }
}
