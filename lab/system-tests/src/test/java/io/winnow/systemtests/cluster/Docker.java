package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Docker engine of this machine, where there is one. */
final class Docker {
  /**
   * Set to {@code required} where tests must not be skipped for want of an engine, to {@code off}
   * where none is to be used.
   */
  private static final String WANTED = "winnow.docker";

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Asked once, outside of this class's own initialisation, which must not wait for a thread. */
  private static final class Engine {
    static final boolean ANSWERS = succeeds("docker", "version");
  }

  private Docker() {}

  /**
   * What a command said.
   *
   * @param status of its end
   * @param output both streams
   */
  record Said(int status, String output) {
    /** What it said, without the end of the last line; fails unless it succeeded. */
    String whenDone() {
      assertThat(status).as(output).isZero();
      return output.strip();
    }
  }

  /** Skips the test where no engine answers, or fails it where one is required. */
  static void assumeAnswers() {
    String wanted = System.getProperty(WANTED, "");
    assumeTrue(!wanted.equals("off"), "containers are not wanted");
    boolean required = wanted.equals("required");
    assertThat(Engine.ANSWERS || !required)
        .as("no Docker engine answers, but %s=required", WANTED)
        .isTrue();
    assumeTrue(Engine.ANSWERS, "no Docker engine answers");
  }

  /** The command that reads docker-compose.yml. */
  static List<String> compose() {
    return succeeds("docker", "compose", "version")
        ? List.of("docker", "compose")
        : List.of("docker-compose");
  }

  private static boolean succeeds(String... command) {
    try {
      return run(Path.of("."), Map.of(), List.of(command)).status() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static Said run(String... command) throws IOException, InterruptedException {
    return run(Path.of("."), Map.of(), List.of(command));
  }

  static Said run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    byte[] all = process.getInputStream().readAllBytes();
                    output.append(new String(all, StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    output.append(e);
                  }
                });
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " takes longer than " + PATIENCE);
    }
    reader.join();
    return new Said(process.exitValue(), output.toString());
  }
}
