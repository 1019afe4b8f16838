package io.winnow.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Winnow of its own process, as the launcher would start it. Killed on close if it still runs.
 */
public final class WinnowProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private WinnowProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /**
   * Starts a command.
   *
   * @param temporary where the process makes its temporary files
   * @param args such as {@code verify list.csv --lab}
   */
  public static WinnowProcess start(Path temporary, String... args) throws IOException {
    return start(temporary, Map.of(), args);
  }

  /**
   * Starts a command.
   *
   * @param temporary where the process makes its temporary files
   * @param environment variables beside those of this process
   * @param args such as {@code verify list.csv --level smtp}
   */
  public static WinnowProcess start(Path temporary, Map<String, String> environment, String... args)
      throws IOException {
    return startClass(temporary, environment, "io.winnow.standalone.cli.Main", args);
  }

  /** As {@link #start}, of another class with a main method. */
  public static WinnowProcess startClass(
      Path temporary, Map<String, String> environment, String main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(FastStart.command());
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    command.add(main);
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new WinnowProcess(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("the output ended: " + e);
    }
  }

  /** What it has printed so far. */
  public List<String> lines() {
    return lines;
  }

  /**
   * Waits for a line. Fails with all lines when the process ends without it, and also with what its
   * threads do when it takes too long.
   */
  public void awaitLine(Predicate<String> wanted) {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> lines.stream().anyMatch(wanted) || !process.isAlive());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no such line: " + lines + "\n" + threads(), e);
    }
    if (lines.stream().noneMatch(wanted)) {
      throw new AssertionError("the process ended without that line: " + lines);
    }
  }

  /** What the threads of the process do, for people who look into a failure. */
  private String threads() {
    try {
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "Thread.print")
              .redirectErrorStream(true)
              .start();
      return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "its threads could not be listed: " + e;
    }
  }

  /** Waits for its end. */
  public int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + lines + "\n" + threads());
    }
    reader.join();
    return process.exitValue();
  }

  /** Kills it at once: SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
  }

  /** Sends a signal, such as {@code INT}. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
