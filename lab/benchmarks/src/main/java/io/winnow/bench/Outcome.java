package io.winnow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * What all benchmarks have: a report for the console and for a file, and a directory for the time
 * that they take.
 */
final class Outcome {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      description = "Where to write what was measured, as JSON (default: bench-COMMAND.json).")
  private @Nullable Path output;

  /** What is measured. */
  @FunctionalInterface
  interface Work {
    /** Measures, with files in a directory that is removed afterwards. */
    void measure(Report report, Path directory) throws Exception;
  }

  /** Has it measured and written down, and returns the command's exit status. */
  int of(Work work) throws Exception {
    Report report = new Report(spec.commandLine().getOut(), spec.name());
    Path directory = Files.createTempDirectory("winnow-bench-");
    try {
      work.measure(report, directory);
    } finally {
      Directories.remove(directory);
    }
    report.write(file());
    return 0;
  }

  private Path file() {
    return output == null ? Path.of("bench-" + spec.name() + ".json") : output;
  }
}
