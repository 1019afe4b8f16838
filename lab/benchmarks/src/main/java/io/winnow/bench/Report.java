package io.winnow.bench;

import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark measured: printed as it comes, and written as JSON in the end. */
final class Report {
  private final PrintWriter out;
  private final Map<String, Object> results = new LinkedHashMap<>();

  Report(PrintWriter out, String benchmark) {
    this.out = out;
    results.put("benchmark", benchmark);
    results.put("processors", Runtime.getRuntime().availableProcessors());
    results.put("java", Runtime.version().toString());
  }

  /** A line for people alone. */
  void say(String format, Object... args) {
    out.printf(Locale.ROOT, format + "%n", args);
    out.flush();
  }

  /** A number under a name; several under one name become a list. */
  void put(String name, Object value) {
    results.merge(
        name,
        value,
        (before, now) -> {
          List<Object> all =
              before instanceof List<?> list
                  ? new ArrayList<>(list)
                  : new ArrayList<>(List.of(before));
          all.add(now);
          return all;
        });
  }

  /** Writes all numbers. */
  void write(Path file) throws IOException {
    Files.writeString(
        file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    say("written to %s", file);
  }
}
