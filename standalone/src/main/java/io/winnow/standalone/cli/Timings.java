package io.winnow.standalone.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** When a command has reached its stages, each for the first time. */
final class Timings {
  private final long startNanos;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /**
   * @param startNanos when the command began, by {@link System#nanoTime()}
   */
  Timings(long startNanos) {
    this.startNanos = startNanos;
  }

  void reached(String stage) {
    seconds.putIfAbsent(stage, (System.nanoTime() - startNanos) / 1e9);
  }

  /** One line for each stage, in seconds since the command began. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    seconds.forEach(
        (stage, at) -> lines.append(String.format(Locale.ROOT, "%8.2f s  %s%n", at, stage)));
    return lines.toString();
  }
}
