package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is not ours, run to its end. */
public final class Program {
  private Program() {}

  /**
   * What it prints; it has to end well, within two minutes.
   *
   * @param where the directory it runs in
   */
  public static String output(Path where, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("winnow-test", ".out");
    Path err = Files.createTempFile("winnow-test", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      String said = Files.readString(out);
      String all = "%s: %s%s".formatted(List.of(command), said, Files.readString(err));
      assertThat(ended).as(all).isTrue();
      assertThat(process.exitValue()).as(all).isZero();
      return said;
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }
}
