package io.winnow.standalone.cli;

import io.winnow.contracts.Job;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how a job comes along: a bar that is redrawn on a terminal, elsewhere a line for every
 * tenth of the way, and every few seconds in between.
 */
final class Progress {
  private static final int BAR = 30;
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private long lastLineNanos = System.nanoTime();
  private long lastTenth;
  private int widest;

  Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Says what is going on before there are numbers. */
  void say(String what) {
    if (terminal) {
      redraw(what);
    }
  }

  /** Shows the job as it stands. */
  void show(Job job) {
    if (terminal) {
      redraw(bar(job) + " " + numbers(job));
      return;
    }
    long tenth = 10 * job.processed() / job.rows();
    if (tenth > lastTenth || System.nanoTime() - lastLineNanos >= LINE_EVERY.toNanos()) {
      lastTenth = tenth;
      lastLineNanos = System.nanoTime();
      out.println(numbers(job));
      out.flush();
    }
  }

  /** Leaves the line clean for what comes next. */
  void end() {
    if (terminal) {
      redraw("");
      out.print('\r');
      out.flush();
    }
  }

  private void redraw(String line) {
    widest = Math.max(widest, line.length());
    out.print("\r" + line + " ".repeat(widest - line.length()));
    out.flush();
  }

  private static String bar(Job job) {
    int done = (int) (BAR * job.processed() / job.rows());
    return "[" + "#".repeat(done) + "-".repeat(BAR - done) + "]";
  }

  static String numbers(Job job) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%3d %%  %,d of %,d rows",
            100 * job.processed() / job.rows(),
            job.processed(),
            job.rows()));
    if (job.rowsPerSecond() > 0) {
      line.append(String.format(Locale.ROOT, "  %,.0f rows/s", job.rowsPerSecond()));
    }
    Long eta = job.etaSeconds();
    if (eta != null) {
      line.append("  ETA ").append(duration(eta));
    }
    return line.toString();
  }

  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }
}
